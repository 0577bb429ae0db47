import { describe, expect, it } from 'vitest';
import { readConfig } from './read-config.ts';

const problemsOf = (env: Record<string, string>) =>
  readConfig({
    OPENAI_API_KEY: 'sk-proj-aB3dE5gH7jK9mN1pQ2rT3BlbkFJxR8sZ2uV6wX4yZ0cF7hL1nP5tWq9f',
    STARLIGHT_PUBLIC: '1',
    ...env,
  }).problems.filter(({ reason }) => reason === 'above_host_limit');

const HIGH = { STARLIGHT_TOTAL_TIMEOUT_MS: '300000', STARLIGHT_MAX_BODY_BYTES: '5000000' };

describe('on Vercel', () => {
  it('the defaults end a reply, and refuse a request, before Vercel does', () => {
    expect(problemsOf({ VERCEL: '1' })).toEqual([]);
    expect(problemsOf({ VERCEL: '1', STARLIGHT_TOTAL_TIMEOUT_MS: '290000' })).toEqual([]);
  });

  it('higher limits cause a warning each', () => {
    expect(problemsOf({ VERCEL: '1', ...HIGH })).toMatchObject([
      { variable: 'STARLIGHT_TOTAL_TIMEOUT_MS', severity: 'warning' },
      { variable: 'STARLIGHT_MAX_BODY_BYTES', severity: 'warning' },
    ]);
    expect(problemsOf(HIGH)).toEqual([]);
  });
});
