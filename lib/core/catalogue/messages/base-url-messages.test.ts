import { expect, it } from 'vitest';
import { BASE_URL_MESSAGES } from './base-url-messages.ts';

it.each(Object.entries(BASE_URL_MESSAGES))(
  'has a claim that continues a name, and a sentence and fix that end with a period, for %s',
  (_, message) => {
    expect(message.claim).toMatch(/^[a-z].*[^.]$/);
    expect(message.sentence).toMatch(/\.$/);
    expect(message.fix).toMatch(/\.$/);
  },
);
