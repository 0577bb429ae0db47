import { beforeEach, describe, expect, it } from 'vitest';
import { resetRegistry } from '../registry.ts';
import { readConfig } from './read-config.ts';

const PASSWORD = 'Zq8vR2mK9tB4nW8z';
const live = {
  OPENAI_API_KEY: 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z',
  STARLIGHT_ACCESS_CODE: 'Zj5kVh2gXf9dCa7sQe4r',
};
const read = (env: Record<string, string> = {}) => readConfig({ ...live, ...env });

beforeEach(resetRegistry);

describe('REDIS_URL', () => {
  it.each([
    'redis://localhost',
    'redis://localhost:6379/2',
    `rediss://default:${PASSWORD}@eu1.upstash.io:6379`,
    `redis://:${PASSWORD}@[::1]:6379`,
  ])('can be %s', (url) => {
    expect(read({ REDIS_URL: url })).toMatchObject({ mode: 'live', redisUrl: url, problems: [] });
  });

  it.each([
    'localhost:6379',
    'redis',
    'redis://',
    `https://eu1.upstash.io/?token=${PASSWORD}`,
    `redis://:${PASSWORD}@host:6379/name`,
    `redis://:${PASSWORD}@host:port`,
    `redis-cli -u redis://:${PASSWORD}@host`,
  ])('turns chat off if it is %s, and no problem repeats it', (url) => {
    const { mode, redisUrl, problems } = read({ REDIS_URL: url });
    expect([mode, redisUrl]).toEqual(['not_configured', null]);
    expect(problems).toMatchObject([{ variable: 'REDIS_URL', severity: 'error' }]);
    expect(JSON.stringify(problems)).not.toContain(PASSWORD);
  });

  it('is not used by the demo, which costs nothing', () => {
    expect(read({ STARLIGHT_DEMO: '1', REDIS_URL: 'redis://localhost' }).redisUrl).toBeNull();
  });

  it('is not mistaken for the variable of another program', () => {
    expect(read({ REDIS_URI: 'redis://localhost', REDIS_PORT: '6379' }).problems).toEqual([]);
  });
});

describe('STARLIGHT_STATE_FILE', () => {
  it('is a path, from where the server was started', () => {
    expect(read({ STARLIGHT_STATE_FILE: '/var/lib/starlight/state.db' })).toMatchObject({
      mode: 'live',
      stateFile: '/var/lib/starlight/state.db',
      problems: [],
    });
    expect(read({ STARLIGHT_STATE_FILE: 'state.db' }).stateFile).toMatch(/^\/.*\/state\.db$/);
  });

  it.each(['public/state.db', './.next/static/../state.db', 'a\u0000b', 'x'.repeat(2000)])(
    'turns chat off if it is %j',
    (file) => {
      const { mode, stateFile, problems } = read({ STARLIGHT_STATE_FILE: file });
      expect([mode, stateFile]).toEqual(['not_configured', null]);
      expect(problems).toMatchObject([{ variable: 'STARLIGHT_STATE_FILE', severity: 'error' }]);
    },
  );

  it('is not used beside Redis, nor on Vercel, and says so', () => {
    const set = { STARLIGHT_STATE_FILE: '/var/lib/starlight/state.db' };
    for (const more of [{ REDIS_URL: 'redis://localhost' }, { VERCEL: '1' }]) {
      const { mode, stateFile, problems } = read({ ...set, ...more });
      expect([mode, stateFile]).toEqual(['live', null]);
      expect(problems).toContainEqual(
        expect.objectContaining({ variable: 'STARLIGHT_STATE_FILE', severity: 'warning' }),
      );
    }
  });
});

describe('a host with several instances', () => {
  it('warns of instances that count apart, until there is a store', () => {
    const problem = { variable: 'REDIS_URL', severity: 'warning', reason: 'instances_count_apart' };
    const without = read({ VERCEL: '1' });
    expect(without.mode).toBe('live');
    expect(without.problems).toMatchObject([problem]);
    expect(read({ VERCEL: '1', REDIS_URL: 'redis://localhost' }).problems).toEqual([]);
    expect(read({ VERCEL: '1', STARLIGHT_DEMO: '1' }).problems).toEqual([]);
    expect(read().problems).toEqual([]);
  });

  it.each([
    ['VERCEL', '1', 'Vercel'],
    ['NETLIFY', 'true', 'Netlify'],
    ['K_SERVICE', 'starlight', 'Cloud Run'],
    ['FUNCTIONS_WORKER_RUNTIME', 'node', 'Azure Functions'],
    ['AWS_LAMBDA_FUNCTION_NAME', 'starlight', 'AWS Lambda'],
  ])('is known by %s', (variable, value, name) => {
    const [problem] = read({ [variable]: value }).problems;
    expect(problem?.problem).toMatch(new RegExp(`^${name} runs several instances`));
    expect(read({ [variable]: ' ' }).problems).toEqual([]);
  });
});
