import { beforeEach, describe, expect, it } from 'vitest';
import { resetRegistry } from '../registry.ts';
import { readConfig } from './read-config.ts';

const SITE = {
  OPENAI_API_KEY: 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z',
  STARLIGHT_ACCESS_CODE: 'Zj5kVh2gXf9dCa7sQe4r',
};
const read = (tools: string) => readConfig({ ...SITE, STARLIGHT_TOOLS: tools });

beforeEach(resetRegistry);

describe('STARLIGHT_TOOLS', () => {
  it('allows nothing by default, and everything in the demo', () => {
    expect(readConfig(SITE).tools).toEqual([]);
    expect(readConfig({ STARLIGHT_DEMO: '1' }).tools).toEqual(['web_search']);
    expect(readConfig({ STARLIGHT_DEMO: '1', STARLIGHT_TOOLS: ',' }).tools).toEqual([]);
  });

  it.each(['web_search', ' Web_Search , web_search'])('allows what %j names, once', (text) => {
    const { tools, problems } = read(text);
    expect(tools).toEqual(['web_search']);
    expect(problems).toEqual([]);
  });

  it.each([
    ['websearch', []],
    ['web_search,hunter2', ['web_search']],
    ['1', []],
    ['"web_search"', []],
  ])('reports %j by its place, never by its text, and chat still works', (text, tools) => {
    const config = read(text);
    expect(config.tools).toEqual(tools);
    expect(config.mode).toBe('live');
    const own = config.problems.filter(({ variable }) => variable === 'STARLIGHT_TOOLS');
    expect(own).toHaveLength(1);
    expect(own[0]?.severity).toBe('warning');
    expect(JSON.stringify(own)).not.toMatch(/hunter2|websearch/);
  });
});
