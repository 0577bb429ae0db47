import { randomBytes, randomInt } from 'node:crypto';
import { dictionary } from '@zxcvbn-ts/language-common';
import { describe, expect, it } from 'vitest';
import { isGuessableCode } from './is-guessable-code.ts';

describe('isGuessableCode', () => {
  it.each([
    'password1',
    'starlight',
    'starlight2026!!',
    'xK9$mQ2vL7pR',
    'aaaaaaaaaaaaaaaa',
    'a'.repeat(1000),
    'abababababababab',
    'abcabcabcabcabcd',
    '1234567890123456',
    '0000111122223333',
    '1111111111111112',
    'abcdefghijklmnop',
    'zyxwvutsrqponmlk',
    'qwertyuiopasdfgh',
    'zxcvbnmasdfghjkl',
    'qazwsxedcrfvtgby',
    'azertyuiopqsdfgh',
    'passwordpassword',
    'Password-Password-1',
    'p@ssw0rdp@ssw0rd',
    'letmeinletmein123',
    'changemechangeme',
    'hunter2hunter2hunter2',
    'Summer2026Summer2026',
    'starlightstarlight',
    'starlight-starlight-1',
    'Starlight-2026!!',
    'welcome-to-starlight',
    'accesscodeaccess',
    'chatchatchatchat',
    '2026-01-01-2026',
    '01.01.2026 01.01.2026',
  ])('returns true for %s, which can be guessed', (code) => {
    expect(isGuessableCode(code)).toBe(true);
  });

  it('returns false for 16 random characters in any common encoding', () => {
    const encodings = [
      () => randomBytes(8).toString('hex'),
      () => randomBytes(12).toString('base64'),
      () => randomBytes(12).toString('base64url'),
      () => Array.from({ length: 16 }, () => randomInt(36).toString(36)).join(''),
    ];
    const codes = encodings.flatMap((make) => Array.from({ length: 50 }, make));
    // About one in a few thousand resembles a word or a year enough to count as guessable.
    expect(codes.filter(isGuessableCode).length).toBeLessThanOrEqual(1);
  });

  it.each(['-', ' ', ''])('returns false for five random words joined by %j', (separator) => {
    const words = dictionary['diceware-common'] as string[];
    const draw = () => words[randomInt(words.length)] ?? '';
    const codes = Array.from({ length: 50 }, () => Array.from({ length: 5 }, draw).join(separator));
    expect(codes.filter(isGuessableCode)).toEqual([]);
  });

  it('stays fast for a long code', () => {
    const startedAt = performance.now();
    isGuessableCode('aB3$'.repeat(250));
    isGuessableCode('pa$$w0rd'.repeat(125));
    // Measured at 100 ms; without the length limit they would take minutes.
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
