import { expect, it } from 'vitest';
import { contactLinks } from './contact-links.ts';

it.each([
  ['ada@example.org', 'ada@example.org', 'mailto:ada@example.org'],
  ['mailto:ada@example.org', 'ada@example.org', 'mailto:ada@example.org'],
  ['Ada <ada@example.org>', 'ada@example.org', 'mailto:ada@example.org'],
  ['Ada, ada@example.org.', 'ada@example.org', 'mailto:ada@example.org'],
  ['https://help.example/chat?a=1', 'https://help.example/chat?a=1', undefined],
  ['the desk (https://help.example)', 'https://help.example', 'https://help.example/'],
  ['https://chat.example/@ada', 'https://chat.example/@ada', undefined],
])('finds the link in "%s": %s', (contact, text, href = text) => {
  expect(contactLinks(contact)).toEqual([{ text, href }]);
});

it.each([
  null,
  'Ada',
  'room 4.12',
  'http://help.example',
  'http://ada@help.example',
  'javascript:alert(1)',
  'javascript://help.example/%0aalert(1)',
  'ada@localhost',
])('finds no link in %s', (contact) => {
  expect(contactLinks(contact)).toEqual([]);
});
