import { expect, it } from 'vitest';
import { importedMessage, refusedMessage } from './import-messages.ts';

const nothing = { pictures: 0, files: 0, tools: 0 };

it('says what was added, what could not be read, and what was left out', () => {
  expect(
    importedMessage(
      { conversations: 1, messages: 1200 },
      {
        sources: new Set(['chatgpt'] as const),
        unreadable: ['One', '', 'x'.repeat(100), 'Four', 'Five', 'Six', 'Seven'],
        unreadableRecords: 2,
        leftOut: { pictures: 1, files: 2, tools: 3 },
      },
    ),
  ).toBe(
    `Added 1 conversation and 1,200 messages from ChatGPT. Existing messages are unchanged. 7 conversations couldn't be read: “One”, “Untitled”, “${'x'.repeat(60)}…”, “Four”, “Five”, and 2 more. 2 messages or other records couldn't be read. Left out: 1 picture, 2 attached files, and 3 steps that the model took with tools.`,
  );
});

it('says no more than needed about an own export, or one that is already here', () => {
  const own = {
    sources: new Set(['starlight'] as const),
    unreadable: [],
    unreadableRecords: 0,
    leftOut: nothing,
  };
  expect(importedMessage({ conversations: 2, messages: 4 }, own)).toBe(
    'Added 2 conversations and 4 messages. Existing messages are unchanged.',
  );
  expect(importedMessage({ conversations: 0, messages: 0 }, own)).toBe(
    'Everything in that file is already here.',
  );
});

it('says which presets and prompts were added', () => {
  const own = {
    sources: new Set(['starlight'] as const),
    unreadable: [],
    unreadableRecords: 0,
    leftOut: nothing,
  };
  expect(importedMessage({ conversations: 0, messages: 0, saved: 1 }, own)).toBe(
    'Added 1 saved preset or prompt. Existing messages are unchanged.',
  );
  expect(importedMessage({ conversations: 1, messages: 2, saved: 3 }, own)).toBe(
    'Added 1 conversation, 2 messages, and 3 saved presets and prompts. Existing messages are unchanged.',
  );
});

it('says why a file was refused', () => {
  expect(refusedMessage('a.zip', { kind: 'too_large', limit: 150_000_000 })).toBe(
    "a.zip wasn't imported: it contains more than 150\u00a0MB of text. Nothing was changed.",
  );
  expect(refusedMessage('a.json', { kind: 'cycle', title: '' })).toContain('“Untitled”');
});

it('shows the name of a file or conversation on one line, and never turned around', () => {
  const name = 'a\u202egnp.exe\n\u0000';
  const said = [
    refusedMessage(name, { kind: 'damaged_zip' }),
    refusedMessage('a.json', { kind: 'cycle', title: name }),
  ];
  for (const sentence of said) expect(sentence).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(said[1]).toContain('“a gnp.exe”');
});
