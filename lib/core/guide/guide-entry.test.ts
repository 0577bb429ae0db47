import { describe, expect, it } from 'vitest';
import { ERROR_CATALOGUE } from '../catalogue/error-catalogue.ts';
import { guideEntryOf } from './guide-entry.ts';
import { GUIDE_KINDS } from './guide-groups.ts';

describe('guideEntryOf', () => {
  it("uses the catalog's messages for OpenAI, independent of any site", () => {
    expect(guideEntryOf('quota_exhausted')).toMatchObject({
      statusLine: '429 Too Many Requests',
      title: 'the OpenAI account is out of credit',
      heading: '429 Too Many Requests: the OpenAI account is out of credit',
      meaning: ERROR_CATALOGUE.quota_exhausted.meaning,
      retryShort: "won't help",
    });
  });

  it('starts with the title if there is no status', () => {
    const { status, statusLine, heading } = guideEntryOf('offline');
    expect({ status, statusLine, heading }).toEqual({
      status: null,
      statusLine: null,
      heading: 'This device was offline',
    });
  });

  it('says whether the response has a Retry-After header', () => {
    expect(guideEntryOf('rate_limited').retry).toContain('Retry-After');
    expect(guideEntryOf('budget_spent').retry).toMatch(/^helps after a wait/);
    expect(guideEntryOf('budget_spent').retry).not.toContain('Retry-After');
  });

  it('has the words for a guess, unless they would be the same', () => {
    const { guessed } = guideEntryOf('key_invalid');
    expect(guessed?.statuses).toEqual([401]);
    expect(guideEntryOf('quota_exhausted').guessed?.statuses).toEqual([402]);
    expect(guessed?.operator.title).toBe("OpenAI didn't accept the credentials");
    expect(guessed?.operator.fixLine).toMatch(/^curl https:\/\/api\.openai\.com\/v1\//);
    expect(guessed?.visitor.fixLine).toBeNull();
    expect(guideEntryOf('refused').guessed).toBeNull();
    expect(guideEntryOf('offline').guessed).toBeNull();
  });

  it.each(GUIDE_KINDS)('fills every placeholder for %s', (kind) => {
    const { visitor, operator, heading, causes } = guideEntryOf(kind);
    const texts = [
      heading,
      ...causes,
      ...[visitor, operator].flatMap((described) => described.steps),
    ];
    for (const text of [...texts, visitor.sentence, operator.sentence]) {
      expect(text).not.toMatch(/\b(?:undefined|NaN|null)\b(?!,| or|\.)|\{\w+\}/);
      expect(text).not.toBe('');
    }
  });
});
