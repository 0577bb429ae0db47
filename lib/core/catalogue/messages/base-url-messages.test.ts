import { expect, it } from 'vitest';
import { BASE_URL_MESSAGES } from './base-url-messages.ts';

it.each(Object.entries(BASE_URL_MESSAGES))(
  'words for %s follow a name, and end with a period',
  (_, words) => {
    expect(words.claim).toMatch(/^[a-z].*[^.]$/);
    expect(words.sentence).toMatch(/\.$/);
    expect(words.fix).toMatch(/\.$/);
  },
);
