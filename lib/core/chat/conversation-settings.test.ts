import { describe, expect, it } from 'vitest';
import { conversationMarkdown } from '#lib/client/storage/your-data/conversation-markdown.ts';
import {
  areSameSettings,
  MAX_INSTRUCTIONS_LENGTH,
  readConversationSettings,
} from './conversation-settings.ts';
import { excessOf, excessOfNext } from './own-limits.ts';
import { fieldsOfSettings, readSettingsFields } from './settings-fields.ts';
import { parseStoredConversation } from './stored-records.ts';
import { settingsOf } from './turn-messages.ts';

const ALL = { instructions: 'Sé breve.\n短く', temperature: 0, maxOutputTokens: 500 };
const NONE = { instructions: '', temperature: '', maxOutputTokens: '' };

describe('the settings of a conversation', () => {
  it('are read as they were stored', () => {
    expect(readConversationSettings(JSON.parse(JSON.stringify(ALL)))).toEqual(ALL);
  });

  it.each([
    ...[null, undefined, 'x', 1, [], JSON.parse('{"__proto__":{"temperature":1}}')],
    ...[{ temperature: 3 }, { temperature: -1 }, { temperature: '1' }, { temperature: Number.NaN }],
    ...[{ maxOutputTokens: 0 }, { maxOutputTokens: 1.5 }, { maxOutputTokens: 1e9 }],
    ...[{ instructions: '' }, { instructions: 1 }],
    { instructions: 'x'.repeat(MAX_INSTRUCTIONS_LENGTH + 1) },
  ])('leave out what is no value: %j', (stored) => {
    expect(readConversationSettings(stored)).toEqual({});
  });

  it('stay with the record, whose other fields do not depend on them', () => {
    const record = {
      ...{ id: 'c', title: 'T', renamed: false, model: null, leafId: null },
      ...{ createdAt: 1, updatedAt: 2 },
    };
    expect(parseStoredConversation(record)).not.toHaveProperty('settings');
    expect(parseStoredConversation({ ...record, settings: ALL })?.settings).toEqual(ALL);
    const damaged = { ...ALL, temperature: 'hot' };
    expect(parseStoredConversation({ ...record, settings: damaged })?.settings).toEqual({
      instructions: ALL.instructions,
      maxOutputTokens: 500,
    });
    expect(parseStoredConversation({ ...record, settings: 7 })?.settings).toEqual({});
  });

  it('are part of a request, and a retry with all the room goes beyond the length', () => {
    expect(settingsOf({}, ALL)).toEqual(ALL);
    expect(settingsOf({ mostRoom: true }, ALL).maxOutputTokens).toBe(1_000_000);
    expect(settingsOf({}, undefined)).toEqual({});
  });

  it('count in the limits of a request', () => {
    const messages = [{ role: 'user' as const, content: 'hi' }];
    const instructions = '長'.repeat(1000);
    expect(excessOf({ messages }, 3000)).toBeNull();
    expect(excessOf({ messages, instructions }, 3000)).toMatchObject({ limitUnit: 'bytes' });
    expect(excessOfNext([], 'hi', 3000)).toBeNull();
    expect(excessOfNext([], 'hi', 3000, instructions)).toMatchObject({ alone: true });
  });

  it('are the same if they say the same', () => {
    expect(areSameSettings(undefined, {})).toBe(true);
    expect(areSameSettings(ALL, { ...ALL })).toBe(true);
    expect(areSameSettings(ALL, { ...ALL, temperature: 1 })).toBe(false);
  });

  it('are noted at the start of a Markdown export', () => {
    expect(conversationMarkdown('T', [], ALL)).toBe(
      '# T\n\n> Instructions: Sé breve.\n> 短く\n\n> Temperature: 0\n\n> Longest reply: 500 tokens\n',
    );
    expect(conversationMarkdown('T', [])).toBe('# T\n');
  });
});

describe('the fields of the settings', () => {
  it('say what they were filled with', () => {
    expect(readSettingsFields(fieldsOfSettings(ALL))).toEqual({ settings: ALL, faults: {} });
    expect(readSettingsFields(NONE)).toEqual({ settings: {}, faults: {} });
    expect(readSettingsFields({ ...NONE, temperature: ' 0,7 ' }).settings.temperature).toBe(0.7);
  });

  it.each([
    [{ temperature: '2.1' }, { temperature: 'Enter a number from 0 to 2.' }],
    [{ temperature: 'warm' }, { temperature: 'Enter a number from 0 to 2.' }],
    [{ maxOutputTokens: '0.5' }, { maxOutputTokens: 'Enter a whole number from 1 to 1,000,000.' }],
    [
      { instructions: 'x'.repeat(20_001) },
      { instructions: 'These are 20,001 characters; at most 20,000 are possible.' },
    ],
  ])('name the fault of %j', (typed, faults) => {
    expect(readSettingsFields({ ...NONE, ...typed })).toEqual({ settings: {}, faults });
  });
});
