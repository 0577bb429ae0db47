import { beforeEach, expect, it } from 'vitest';
import { resetRegistry } from '../registry.ts';
import { readConfig } from './read-config.ts';

const SITE = {
  OPENAI_API_KEY: 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z',
  STARLIGHT_ACCESS_CODE: 'Zj5kVh2gXf9dCa7sQe4r',
};

beforeEach(resetRegistry);

it('lets the model name conversations only if STARLIGHT_TITLES says so', () => {
  expect(readConfig(SITE).modelTitles).toBe(false);
  expect(readConfig({ STARLIGHT_DEMO: '1' }).modelTitles).toBe(false);
  expect(readConfig({ ...SITE, STARLIGHT_TITLES: ' Model ' })).toMatchObject({
    modelTitles: true,
    problems: [],
  });
});

it('reports another value by name alone, and chat still works', () => {
  const { modelTitles, mode, problems } = readConfig({ ...SITE, STARLIGHT_TITLES: 'hunter2' });
  expect([modelTitles, mode]).toEqual([false, 'live']);
  expect(problems).toMatchObject([{ variable: 'STARLIGHT_TITLES', severity: 'warning' }]);
  expect(JSON.stringify(problems)).not.toContain('hunter2');
});
