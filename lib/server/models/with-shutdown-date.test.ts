import { expect, it } from 'vitest';
import { withShutdownDate } from './with-shutdown-date.ts';

const OPENAI = 'https://api.openai.com/v1';

it.each([
  ['gpt-4', OPENAI, '2026-10-23'],
  ['gpt-4o-2024-08-06', OPENAI, '2027-01-14'],
  ['gpt-6.1-sol', OPENAI, undefined],
  ['gpt-4', 'https://acme.openai.azure.com/openai/v1', undefined],
  ['gpt-4', 'http://localhost:11434/v1', undefined],
])('%s at %s: %s', (id, baseUrl, date) => {
  expect(withShutdownDate({ id }, baseUrl).shutdownDate).toBe(date);
});

it('believes the list', () => {
  const model = { id: 'gpt-4', shutdownDate: '2030-01-01' };
  expect(withShutdownDate(model, OPENAI)).toBe(model);
});
