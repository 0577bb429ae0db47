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
