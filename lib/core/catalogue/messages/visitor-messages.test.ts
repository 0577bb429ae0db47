import { describe, expect, test } from 'vitest';
import type { BannerContext } from '../catalogue-entry.ts';
import {
  askContact,
  contactStep,
  ifItHappensAgain,
  ownerMustFixMessage,
  providerName,
  savedMessage,
  untilOwnerActs,
} from './visitor-messages.ts';

const VISITOR: BannerContext = {
  audience: 'visitor',
  contact: 'Ada',
  details: {},
  retryAfterMs: null,
  upstreamName: 'OpenAI',
  model: null,
};
const ACTION = { active: 'adds more', passive: 'more is added' };

describe('the contact in a message', () => {
  test.each([
    [null, 'Contact the site owner'],
    ['Ada', 'Contact Ada'],
    ['ada@example.org', 'Contact ada@example.org'],
    ['mailto:ada@example.org', 'Contact ada@example.org'],
    ['https://help.example', 'Report it at https://help.example'],
  ])('is worded for %s as "%s"', (contact, words) => {
    expect(contactStep(contact)).toBe(words);
  });

  test('starts in lower case within a sentence', () => {
    expect(ifItHappensAgain('ada@example.org')).toBe(
      'If it happens again, contact ada@example.org and include the request ID under Details.',
    );
    expect(askContact(null)).toBe('ask the site owner');
    expect(askContact('https://help.example')).toBe('see https://help.example');
    expect(askContact('mailto:ada@example.org')).toBe('ask ada@example.org');
  });

  test('comes with what to include', () => {
    expect(ownerMustFixMessage(VISITOR)).toBe(
      'Your message is saved. Contact Ada and include the request ID below.',
    );
  });
});

describe('untilOwnerActs', () => {
  test('names who can help', () => {
    expect(untilOwnerActs(VISITOR, ACTION)).toBe(
      "Retrying won't help until Ada adds more. Your message is saved.",
    );
    expect(untilOwnerActs({ ...VISITOR, contact: null }, ACTION)).toBe(
      "Retrying won't help until the site owner adds more. Your message is saved.",
    );
  });

  test('gives the address if the contact is only an address', () => {
    expect(untilOwnerActs({ ...VISITOR, contact: 'ada@example.org' }, ACTION)).toBe(
      "Retrying won't help until more is added. Contact ada@example.org and include the request ID below.",
    );
  });
});

test('mentions the partial reply if there is one', () => {
  expect(savedMessage(VISITOR)).toBe('Your message is saved.');
  expect(savedMessage({ ...VISITOR, replyHasText: true })).toBe(
    'Your message and the partial reply are saved.',
  );
});

test("doesn't show a visitor the host of an upstream", () => {
  expect(providerName(VISITOR)).toBe('OpenAI');
  expect(providerName({ ...VISITOR, upstreamName: 'llm.internal:11434' })).toBe(
    "the model's provider",
  );
});
