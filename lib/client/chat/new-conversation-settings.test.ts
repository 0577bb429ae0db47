import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { newConversationSettings } from './new-conversation-settings.ts';
import { NEW_SETTINGS_RECORD, readNewSettings } from './read-new-settings.ts';

const stored = new Map<string, string>();
beforeEach(() => {
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, text: string) => stored.set(name, text),
    removeItem: (name: string) => stored.delete(name),
  });
});
afterEach(() => {
  newConversationSettings.choose({});
  vi.unstubAllGlobals();
  stored.clear();
});

it('are kept until others are chosen, and those of a link go before them', () => {
  newConversationSettings.choose({ temperature: 1 });
  expect(readNewSettings()).toEqual({ temperature: 1 });
  expect(newConversationSettings.read()).toBe(newConversationSettings.read());
  newConversationSettings.chooseHere({ instructions: 'A' });
  expect(readNewSettings()).toEqual({ instructions: 'A' });
  expect(stored.get(NEW_SETTINGS_RECORD)).toBe('{"temperature":1}');
  newConversationSettings.choose({});
  expect(readNewSettings()).toEqual({});
  expect(stored.size).toBe(0);
});

it.each([
  ['{', {}],
  ['null', {}],
  ['{"temperature":9,"instructions":"A","other":1}', { instructions: 'A' }],
  ['[1]', {}],
])('a damaged record is repaired: %s', (text, settings) => {
  stored.set(NEW_SETTINGS_RECORD, text);
  expect(newConversationSettings.read()).toEqual(settings);
  newConversationSettings.repair();
  expect(readNewSettings()).toEqual(settings);
});
