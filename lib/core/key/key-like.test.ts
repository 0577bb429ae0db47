import { describe, expect, it } from 'vitest';
import { hideKeys, holdsKey } from './key-like.ts';
import {
  OAUTH_TOKEN_PREFIX,
  OPENAI_KEY_PREFIXES,
  OTHER_PROVIDER_PREFIXES,
} from './key-prefixes.ts';

const PREFIXES = [...OPENAI_KEY_PREFIXES, ...OTHER_PROVIDER_PREFIXES, OAUTH_TOKEN_PREFIX];

describe('holdsKey and hideKeys', () => {
  it.each(PREFIXES)('find a key that starts with %s', (prefix) => {
    const key = `${prefix}Ab0_.-xyz`;
    for (const text of [key, `(${key})`, `a ${key}\n`, `a-${key}`, `x=${key}&y`]) {
      expect(holdsKey(text)).toBe(true);
      expect(holdsKey(text)).toBe(true);
      expect(hideKeys(text, '…')).toBe(text.replace(key, '…'));
    }
  });

  it.each(['', 'task-12345678', 'pk-de', 'sk-1234567', 'Ask-it12345678', 'a gpt-5.1-mini b'])(
    'find no key in %j',
    (text) => {
      expect(holdsKey(text)).toBe(false);
      expect(hideKeys(text, '…')).toBe(text);
    },
  );

  it('hide each key to its end, however long or many they are', () => {
    const key = `eyJ${'aB3_.-'.repeat(1000)}`;
    expect(hideKeys(`${key} sk-12345678,sk-12345678\n${key}`, '$1')).toBe('$1 $1,$1\n$1');
  });
});
