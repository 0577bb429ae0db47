import { afterEach, expect, it, vi } from 'vitest';
import { type ErrorDetails, errorDetailsSchema } from '../errors/error-body.ts';
import { ERROR_KINDS, isErrorKind } from '../errors/error-kinds.ts';
import { KEY_PROBLEMS } from '../key/key-problems.ts';
import { describeError } from './describe-error.ts';

afterEach(() => vi.unstubAllGlobals());

const KINDS = Object.keys(ERROR_KINDS).filter(isErrorKind);
const UNITS = ['requests', 'tokens', 'bytes', 'messages', 'characters', 'replies', 'usd'] as const;

const REASONS = [{}, ...KEY_PROBLEMS.map((reason) => ({ reason }))];

/** A large number in each field that takes one. */
const NUMBERS: ErrorDetails = Object.fromEntries(
  Object.keys(errorDetailsSchema.shape).flatMap((name) =>
    errorDetailsSchema.safeParse({ [name]: 1_234_567 }).success ? [[name, 1_234_567]] : [],
  ),
);

it('writes every number of a banner as the browser does', () => {
  vi.stubGlobal('window', {});
  vi.stubGlobal('navigator', { language: 'de-DE' });
  expect(Object.keys(NUMBERS)).toEqual(expect.arrayContaining(['limit', 'used', 'position']));
  const texts = new Set<string>();
  for (const kind of KINDS)
    for (const limitUnit of UNITS)
      for (const reason of REASONS)
        for (const audience of ['operator', 'visitor'] as const) {
          const details = {
            ...NUMBERS,
            limitUnit,
            limitWindow: 'day' as const,
            ...reason,
          };
          const failure = { kind, status: 429, requestId: 'r', details };
          const { heading, sentence, steps } = describeError(failure, {
            ...{ audience, contact: null, model: 'a', upstreamName: 'OpenAI', upstreamPages: null },
            baseUrl: 'https://api.openai.com/v1',
          });
          for (const text of [heading, sentence, ...steps]) texts.add(text);
        }
  expect([...texts].filter((text) => /\d,\d{3}(?!\d)/.test(text))).toEqual([]);
  expect([...texts].filter((text) => text.includes('1.234.567')).length).toBeGreaterThan(5);
});
