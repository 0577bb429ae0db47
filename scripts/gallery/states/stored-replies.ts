import type { ChatMessage } from '#lib/core/chat/chat-log.ts';

const LONG_CODE = Array.from(
  { length: 60 },
  (_, at) => `  const step${at} = await ask(model, { attempt: ${at}, waitMs: ${at} ** 2 });`,
).join('\n');

/** Every kind of block, in one reply. */
export const READING = `## What a reply can have

Text with **strong** and *emphasized* words, \`inline code\`, ~~what no longer holds~~, a [link](https://a.example), H<sub>2</sub>O, x<sup>2</sup>, <kbd>Ctrl</kbd>+<kbd>K</kbd> and a note[^1].

> Say what happened, why, and what to do next.

1. Create a key
   - in its own project
   - with a spend limit
2. Store it on the server
   - [x] The doctor finds nothing wrong
   - [ ] A second person has read the setup

---

### Formulas

The wait before attempt $n$ doubles, and costs neither $5 nor $10:

$$
w_n = \\min(m, 2^n) \\cdot \\frac{1 + r}{2}
$$

### Code

\`\`\`ts
async function askWithPatience(model: Model): Promise<string> {
${LONG_CODE}
  return 'done';
}
\`\`\`

### Folded

<details>
<summary>The log of the server</summary>

It restarted **twice**.

\`\`\`text
12:00:01 start
12:00:09 start
\`\`\`

</details>

| a | b |
|---|---|
| 1 | 2 |

[^1]: The note, with \`code\`.
`;

const COLUMNS = [
  'Provider',
  'Model',
  'Context',
  'Input',
  'Output',
  'Pictures',
  'Tools',
  'Retired',
  'Where',
];

export const WIDE_TABLE = [
  'A table of nine columns:',
  '',
  `| ${COLUMNS.join(' | ')} |`,
  `|${COLUMNS.map((_, at) => (at > 1 && at < 5 ? '---:' : '---')).join('|')}|`,
  ...Array.from(
    { length: 6 },
    (_, row) => `| ${COLUMNS.map((name) => `${name} number ${row}`).join(' | ')} |`,
  ),
  '',
  'And a small one:',
  '',
  '| Status | Meaning |',
  '|---:|---|',
  '| 401 | Unauthorized |',
].join('\n');

export const ARABIC = `## الفرق

**401** يعني أن المفتاح غير صالح، أمّا **403** فيعني أن الوصول مرفوض.

1. تحقّق من المفتاح
   - في \`.env.local\`
   - وأعد تشغيل الخادم
2. ثم جرّب الأمر:

\`\`\`sh
curl https://api.example/v1/models -H "Authorization: Bearer $KEY"
\`\`\`

> مهم: لا تنشر المفتاح.

| الحالة | المعنى | هل تفيد الإعادة؟ |
|---|---|---|
| 401 | غير مصرّح | لا |
| 429 | طلبات كثيرة | نعم، بعد الانتظار |

The next paragraph is in English, and begins at the left.

והפסקה הזאת בעברית, עם \`קוד\` בתוכה.
`;

export const JAPANESE = `**重要！**これは「**引用**」です。詳しくは（https://a.example/docs）を見てください。

- 「文字の大きさ」は設定で変えられます。
- *強調、*も使えます。~~古い値段。~~新しい値段。

\`\`\`py
print("こんにちは")
\`\`\`
`;

export const THOUGHT: Partial<ChatMessage> = {
  thinking:
    'The question is **Olbers’ paradox**.\n\n1. If the universe were infinite and old, each line of sight would end at a star.\n2. It is neither, so most end at nothing.\n\nA short answer is enough.',
  thinkingMs: 7400,
};
