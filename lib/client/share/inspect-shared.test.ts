import { expect, it } from 'vitest';
import { inspectShared } from './inspect-shared.ts';

const KEY = `sk-proj-${'Ab3dEf6hIj'.repeat(5)}`;

it.each([
  ['its text', { text: KEY }],
  ['the name of a file', { text: '', files: [{ name: KEY }] }],
  ['the text of a file', { text: '', files: [{ name: 'a.env', text: `KEY=${KEY}` }] }],
  ['a call', { text: '', toolCalls: [{ name: 'f', arguments: KEY }] }],
  ['a source', { text: '', sources: [{ url: `https://a.example/?k=${KEY}` }] }],
])('finds a key in %s', (_, message) => {
  const shared = { title: 'T', messages: [{ role: 'user' as const, ...message }] };
  expect(inspectShared(shared)).toMatchObject([{ messageNumber: 1 }]);
});
