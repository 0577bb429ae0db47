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
  ['{', {}, true],
  ['null', {}, true],
  ['[1]', {}, true],
  ['{"temperature":9,"instructions":"A","other":1}', { instructions: 'A' }, true],
  ['{"maxOutputTokens":"many"}', {}, true],
  ['{"instructions":"A","ofNewerBuild":1}', { instructions: 'A' }, false],
  ['{"instructions":"A"}', { instructions: 'A' }, false],
])('a damaged record is repaired, which is said: %s', (text, settings, isSaid) => {
  stored.set(NEW_SETTINGS_RECORD, text);
  expect(newConversationSettings.read()).toEqual(settings);
  expect(newConversationSettings.repair()).toBe(isSaid);
  expect(newConversationSettings.repair()).toBe(false);
  expect(readNewSettings()).toEqual(settings);
});

it('a repair never stores what a link chose for this tab', () => {
  stored.set(NEW_SETTINGS_RECORD, '{"temperature": 1}');
  newConversationSettings.chooseHere({ instructions: 'of a link' });
  newConversationSettings.repair();
  expect(stored.get(NEW_SETTINGS_RECORD)).toBe('{"temperature":1}');
  expect(readNewSettings()).toEqual({ instructions: 'of a link' });
});
