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
const DEED = { active: 'adds more', passive: 'more is added' };

describe('who a visitor is told to contact', () => {
  test.each([
    [null, 'Contact the site owner'],
    ['Ada', 'Contact Ada'],
    ['ada@example.org', 'Contact ada@example.org'],
    ['mailto:ada@example.org', 'Contact ada@example.org'],
    ['https://help.example', 'Report it at https://help.example'],
  ])('reads %s as "%s"', (contact, words) => {
    expect(tellWords(contact)).toBe(words);
  });

  test('starts in lower case within a sentence', () => {
    expect(ifAgainWords('ada@example.org')).toBe(
      'If it happens again, contact ada@example.org and include the request ID under Details.',
    );
    expect(askWords(null)).toBe('ask the site owner');
    expect(askWords('https://help.example')).toBe('see https://help.example');
    expect(askWords('mailto:ada@example.org')).toBe('ask ada@example.org');
  });

  test('says what to include', () => {
    expect(ownerMustFixWords(VISITOR)).toBe(
      'Your message is saved. Contact Ada and include the request ID below.',
    );
  });
});

describe('untilOwnerWords', () => {
  test('names who can help', () => {
    expect(untilOwnerWords(VISITOR, DEED)).toBe(
      "Retrying won't help until Ada adds more. Your message is saved.",
    );
    expect(untilOwnerWords({ ...VISITOR, contact: null }, DEED)).toBe(
      "Retrying won't help until the site owner adds more. Your message is saved.",
    );
  });

  test('gives the address if there is only an address', () => {
    expect(untilOwnerWords({ ...VISITOR, contact: 'ada@example.org' }, DEED)).toBe(
      "Retrying won't help until more is added. Contact ada@example.org and include the request ID below.",
    );
  });
});

test('mentions the partial reply if there is one', () => {
  expect(keptWords(VISITOR)).toBe('Your message is saved.');
  expect(keptWords({ ...VISITOR, replyHasText: true })).toBe(
    'Your message and the partial reply are saved.',
  );
});

test("doesn't show a visitor the host of an upstream", () => {
  expect(providerWords(VISITOR)).toBe('OpenAI');
  expect(providerWords({ ...VISITOR, upstreamName: 'llm.internal:11434' })).toBe(
    "the model's provider",
  );
});
