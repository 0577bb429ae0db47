/** Replies of any length, always the same ones, in characters. A token is about four. */
const SENTENCE =
  'A sentence of a reply, with **bold**, `code` and [a link](https://example.com/page). ';
const PLAIN =
  'Most of what a model writes are plain sentences such as this one, without any marks. ';
const CODE_LINE = (index: number) =>
  `  const value${index} = await compute(${index}, 'text'); // step\n`;

const SHAPES = {
  /** What a model writes to explain something: headings, paragraphs, lists, code, a table. */
  prose: { head: '', part: explain },
  fence: { head: '```ts\n', part: CODE_LINE },
  list: { head: '', part: (index: number) => `- Item ${index}: ${SENTENCE}\n` },
  table: {
    head: '| n | text | note |\n|---|---|---|\n',
    part: (index: number) => `| ${index} | ${SENTENCE} | some words ${index} |\n`,
  },
} as const;

export type ReplyShape = keyof typeof SHAPES;

/** A reply of so many characters, cut off there. */
export function replyOfLength(shape: ReplyShape, length: number): string {
  const { head, part } = SHAPES[shape];
  const parts: string[] = [head];
  for (let filled = head.length, index = 0; filled < length; index += 1) {
    const next = part(index);
    parts.push(next);
    filled += next.length;
  }
  return parts.join('').slice(0, length);
}

/** A reply of so many lines, items or rows. */
export function replyOfParts(shape: ReplyShape, count: number): string {
  const { head, part } = SHAPES[shape];
  return head + Array.from({ length: count }, (_, index) => part(index)).join('');
}

function explain(index: number): string {
  switch (index % 6) {
    case 0:
      return `## Part ${index}\n\n${PLAIN}${SENTENCE}${PLAIN}\n\n`;
    case 1:
      return `${PLAIN.repeat(3)}${SENTENCE}\n\n`;
    case 2:
      return `- ${PLAIN}\n- ${SENTENCE}\n- ${PLAIN}\n- Short.\n\n`;
    case 3:
      return `\`\`\`ts\n${Array.from({ length: 8 }, (_, line) => CODE_LINE(line)).join('')}\`\`\`\n\n`;
    case 4:
      return `${SENTENCE}${PLAIN.repeat(2)}\n\n${PLAIN}\n\n`;
    default:
      return `| name | value |\n|---|---|\n| first | ${index} |\n| second | **two** |\n\n`;
  }
}
