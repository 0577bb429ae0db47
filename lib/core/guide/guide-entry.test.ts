import { describe, expect, it } from 'vitest';
import { ERROR_CATALOGUE } from '../catalogue/error-catalogue.ts';
import { guideEntryOf } from './guide-entry.ts';
import { GUIDE_KINDS } from './guide-groups.ts';

describe('guideEntryOf', () => {
  it('has the words of the catalogue, told of OpenAI and of nobody in particular', () => {
    expect(guideEntryOf('quota_exhausted')).toMatchObject({
      statusLine: '429 Too Many Requests',
      title: 'the OpenAI account is out of credit',
      heading: '429 Too Many Requests: the OpenAI account is out of credit',
      meaning: ERROR_CATALOGUE.quota_exhausted.meaning,
      retryShort: 'does not help',
    });
  });

  it('begins with the title where no status is involved', () => {
    const { status, statusLine, heading } = guideEntryOf('offline');
    expect({ status, statusLine, heading }).toEqual({
      status: null,
      statusLine: null,
      heading: 'This device was offline',
    });
  });

  it('says whether the answer tells how long to wait', () => {
    expect(guideEntryOf('rate_limited').retry).toContain('Retry-After');
    expect(guideEntryOf('budget_spent').retry).toMatch(/^helps after a wait/);
    expect(guideEntryOf('budget_spent').retry).not.toContain('Retry-After');
  });

  it.each(GUIDE_KINDS)('leaves no gap in the words for %s', (kind) => {
    const { visitor, operator, heading, causes } = guideEntryOf(kind);
    const texts = [heading, ...causes, ...[visitor, operator].flatMap((told) => told.steps)];
    for (const text of [...texts, visitor.sentence, operator.sentence]) {
      expect(text).not.toMatch(/\b(?:undefined|NaN|null)\b(?!,| or|\.)|\{\w+\}/);
      expect(text).not.toBe('');
    }
  });
});
