import { afterEach, expect, it, vi } from 'vitest';
import { formatCount } from './format-amount.ts';
import { inEnglish } from './reader-format.ts';
import { withReaderCounts } from './with-reader-counts.ts';

afterEach(() => vi.unstubAllGlobals());

const readIn = (language: string) => {
  vi.stubGlobal('window', {});
  vi.stubGlobal('navigator', { language });
};

it('writes each large number of a sentence as the language does, whatever its size', () => {
  for (const language of ['de-DE', 'hi-IN', 'ar-EG', 'en-US']) {
    readIn(language);
    for (const count of [1000, 9998, 123_456, 1_234_567, 1_234_567_890]) {
      const english = inEnglish(() => formatCount(count));
      expect(withReaderCounts(`Only ${english} of ${english} requests, ${english}.`)).toBe(
        `Only ${formatCount(count)} of ${formatCount(count)} requests, ${formatCount(count)}.`,
      );
    }
  }
});

it.each([
  'The key has 164 characters.',
  'gpt-4,1',
  'a 401, 403 or 429',
  '1,2,3,456',
  '10,000.5 s',
  '1,00',
  '12,3456',
  '127.0.0.1,443',
])('leaves %j as it is', (sentence) => {
  readIn('de-DE');
  expect(withReaderCounts(sentence)).toBe(sentence);
});
