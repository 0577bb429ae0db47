import { expect, it } from 'vitest';
import { BASE_URL_MESSAGES } from './base-url-messages.ts';

it.each(Object.entries(BASE_URL_MESSAGES))(
  '%s: the claim continues a name, and the sentence and fix end with a period',
  (_, message) => {
    expect(message.claim).toMatch(/^[a-z].*[^.]$/);
    expect(message.sentence).toMatch(/\.$/);
    expect(message.fix).toMatch(/\.$/);
  },
);
