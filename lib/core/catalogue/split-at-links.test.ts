import { expect, it } from 'vitest';
import { contactLinks } from './contact-links.ts';
import { splitAtLinks } from './split-at-links.ts';

const split = (words: string, contact: string | null) => splitAtLinks(words, contactLinks(contact));

it('links the contact, without the period', () => {
  expect(
    split('Contact ada@example.org and include the request ID below.', 'ada@example.org'),
  ).toEqual([
    'Contact ',
    { text: 'ada@example.org', href: 'mailto:ada@example.org' },
    ' and include the request ID below.',
  ]);
  expect(split('Then see https://help.example.', 'https://help.example')).toEqual([
    'Then see ',
    { text: 'https://help.example', href: 'https://help.example/' },
    '.',
  ]);
});

it('links OpenAI pages that a step mentions', () => {
  expect(split('Create one at platform.openai.com/api-keys.', null)).toEqual([
    'Create one at ',
    { text: 'platform.openai.com/api-keys', href: 'https://platform.openai.com/api-keys' },
    '.',
  ]);
});

it('leaves other text and addresses alone', () => {
  expect(split('Tell Ada; see http://evil.example.', 'Ada')).toEqual([
    'Tell Ada; see http://evil.example.',
  ]);
});
