import { describe, expect, test } from 'vitest';
import type { BannerContext } from './catalogue-entry.ts';
import {
  askWords,
  ifAgainWords,
  keptWords,
  ownerMustFixWords,
  providerWords,
  tellWords,
  untilOwnerWords,
} from './visitor-words.ts';

const VISITOR: BannerContext = {
  audience: 'visitor',
  contact: 'Ada',
  details: {},
  retryAfterMs: null,
  upstreamName: 'OpenAI',
  model: null,
};
const DEED = { active: 'tops it up', passive: 'it is topped up' };

describe('whom a visitor is told to ask', () => {
  test.each([
    [null, 'Tell whoever runs this site'],
    ['Ada', 'Tell Ada'],
    ['ada@example.org', 'Write to ada@example.org'],
    ['mailto:ada@example.org', 'Write to ada@example.org'],
    ['https://help.example', 'Report it at https://help.example'],
  ])('reads %s as "%s"', (contact, words) => {
    expect(tellWords(contact)).toBe(words);
  });

  test('begins small within a sentence', () => {
    expect(ifAgainWords('ada@example.org')).toBe(
      'If it happens again, write to ada@example.org; the request id is under Details.',
    );
    expect(askWords(null)).toBe('ask whoever runs this site');
    expect(askWords('https://help.example')).toBe('see https://help.example');
    expect(askWords('mailto:ada@example.org')).toBe('ask ada@example.org');
  });

  test('is told what to give', () => {
    expect(ownerMustFixWords(VISITOR)).toBe(
      'Your message is kept. Tell Ada; the request id is below.',
    );
  });
});

describe('untilOwnerWords', () => {
  test('names the one who can help', () => {
    expect(untilOwnerWords(VISITOR, DEED)).toBe(
      'Retrying does not help until Ada tops it up. Your message is kept.',
    );
    expect(untilOwnerWords({ ...VISITOR, contact: null }, DEED)).toBe(
      'Retrying does not help until whoever runs this site tops it up. Your message is kept.',
    );
  });

  test('gives an address where there is only an address', () => {
    expect(untilOwnerWords({ ...VISITOR, contact: 'ada@example.org' }, DEED)).toBe(
      'Retrying does not help until it is topped up. Write to ada@example.org; the request id is below.',
    );
  });
});

test('keeps the beginning of a reply in mind', () => {
  expect(keptWords(VISITOR)).toBe('Your message is kept.');
  expect(keptWords({ ...VISITOR, replyHasText: true })).toBe(
    'Your message and what arrived of the reply are kept.',
  );
});

test('does not show a visitor the host of an upstream', () => {
  expect(providerWords(VISITOR)).toBe('OpenAI');
  expect(providerWords({ ...VISITOR, upstreamName: 'llm.internal:11434' })).toBe(
    "the model's provider",
  );
});
