import { expect, it } from 'vitest';
import { messageOf } from '#tests/support/store-fixtures.ts';
import { conversationMarkdown } from './conversation-markdown.ts';

it('writes every message verbatim, with its author and whether it is incomplete, without thinking', () => {
  const path = [
    messageOf({ id: 'u1', text: '# Not a title\n\u0000 *as typed*' }),
    messageOf({
      id: 'a1',
      role: 'assistant',
      model: 'model-one',
      text: 'An answer.',
      thinking: 'Hm.',
      reasoning: { data: 'secret', seal: 's'.repeat(43) },
    }),
    messageOf({ id: 'a2', role: 'assistant', status: 'interrupted', text: 'Half of' }),
  ];
  expect(conversationMarkdown('A question', path)).toBe(
    [
      '# A question\n',
      '## You\n\n# Not a title\n\u0000 *as typed*\n',
      '## Reply (model-one)\n\nAn answer.\n',
      '## Reply, incomplete\n\nHalf of\n',
    ].join('\n'),
  );
});

it("writes a reply's calls and sources after its text, and notes its pictures", () => {
  const reply = messageOf({
    id: 'a1',
    role: 'assistant',
    text: 'So [1].',
    searches: [{ status: 'done', query: 'secret' }],
    images: ['data:image/png;base64,AAAA'],
    toolCalls: [{ name: 'lookup', arguments: '{"a":"```"}' }],
    sources: [
      { url: 'https://a.example/(x)', title: 'A [b]' },
      { url: 'https://b.example/<i>' },
      { url: 'https://a.example/(x)', end: 2 },
    ],
  });
  expect(conversationMarkdown('T', [reply])).toBe(
    [
      '# T\n',
      '## Reply\n',
      'So [1].\n',
      '*A picture, only in the complete export.*\n',
      '*The model asked to call lookup.*\n',
      '````json\n{\n  "a": "```"\n}\n````\n',
      '**Sources**\n',
      '1. [A \\[b\\]](<https://a.example/(x)>)',
      '2. <https://b.example/%3Ci%3E>\n',
    ].join('\n'),
  );
});

it('writes a reply of nothing but a picture', () => {
  const images = ['data:image/png;base64,AAAA', 'data:image/png;base64,BBBB'];
  const reply = messageOf({ id: 'a1', role: 'assistant', text: '', images });
  expect(conversationMarkdown('T', [reply])).toBe(
    '# T\n\n## Reply\n\n*2 pictures, only in the complete export.*\n',
  );
});

it('keeps the numbers of sources that Markdown would count anew', () => {
  const sources = [
    { url: 'https://a.example/', title: 'A', number: 1 },
    { url: 'https://b.example/', number: 3 },
  ];
  const reply = messageOf({ id: 'a1', role: 'assistant', text: 'So [3].', sources });
  expect(conversationMarkdown('T', [reply])).toBe(
    '# T\n\n## Reply\n\nSo [3].\n\n**Sources**\n\n- [1] [A](<https://a.example/>)\n- [3] <https://b.example/>\n',
  );
});

it("writes a question's files after its text, and notes its pictures", () => {
  const question = messageOf({
    id: 'u1',
    text: 'Compare',
    attachments: [
      { type: 'text', id: 'f1', name: 'a.py', text: 'print(1)', origin: 'file' },
      {
        type: 'picture',
        id: 'f2',
        name: '*a*.png',
        url: 'data:image/png;base64,AAAA',
        width: 1,
        height: 1,
      },
    ],
  });
  expect(conversationMarkdown('T', [question])).toBe(
    [
      '# T\n',
      '## You\n\nCompare\n\nFile: a.py\n```py\nprint(1)\n```\n\n*A picture, only in the complete export: \\*a\\*.png*\n',
    ].join('\n'),
  );
});
