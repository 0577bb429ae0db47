import { expect, it } from 'vitest';
import { titleRequestOf } from '#lib/core/chat/title-request.ts';
import { findReply } from '../find-reply.ts';

const ask = (question: string, answer: string) =>
  findReply({
    role: 'user',
    text: titleRequestOf({ question, answer }, { model: '' }).messages[0]?.content ?? '',
    pictures: [],
  });

it('makes the title of a conversation of its answer', () => {
  expect(ask('/simulate 401', '**401 means** that the key is wrong. Make another.')).toBe(
    '401 means that the key is wrong',
  );
  expect(ask('Version?', '## Node 24.1 and later\n\nMore')).toBe('Node 24.1 and later');
});

it('answers everything else as before', () => {
  expect(findReply({ role: 'user', text: 'What does 429 mean?', pictures: [] })).toContain('429');
});
