import { describe, expect, it } from 'vitest';
import { describeGoneModel, describeShutdown } from './describe-shutdown.ts';

const NOW = Date.parse('2026-11-30T12:00:00Z');

it.each([
  ['2026-12-11', 'Retires Dec 11, 2026'],
  ['2026-12-01', 'Retires Dec 1, 2026'],
  ['2026-11-30', 'Retired Nov 30, 2026'],
  ['2024-09-13', 'Retired Sep 13, 2024'],
])('a model that is shut down on %s: %s', (date, text) => {
  expect(describeShutdown(date, NOW)).toBe(text);
});

describe('a model that is gone', () => {
  it.each([
    ['gpt-4', 'OpenAI', 'gpt-4 is no longer offered here; OpenAI retired it on Oct 23, 2026.'],
    ['o3', 'OpenAI', 'o3 is no longer offered here; OpenAI retires it on Dec 11, 2026.'],
    ['gpt-6.1-sol', 'OpenAI', 'gpt-6.1-sol is no longer offered here.'],
    // Others serve models of the same name for longer.
    ['gpt-4', 'Azure OpenAI', 'gpt-4 is no longer offered here.'],
  ])('%s at %s', (model, upstream, text) => {
    expect(describeGoneModel(model, upstream, NOW)).toBe(text);
  });
});
