import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REASONING_EFFORTS } from '../reasoning-effort.ts';
import { CAPABILITY_TABLE, findCapabilities } from './find-capabilities.ts';
import { knownEfforts } from './read-capabilities.ts';

/** OpenAI's models that think: the o-series and everything from GPT-5 on, but for the first chat alias. */
const THINKS = /^(?:o\d|gpt-(?:[5-9]|\d\d))(?!.*-(?:audio|realtime))/;
/** Their pages say nothing that was found, or they are only for a few organizations. */
const NOT_FOUND = /^gpt-5-chat-latest$|^gpt-5\.1-mini$|-cyber$|-rosalind/;

function modelsOfSdk(): string[] {
  const types = readFileSync('node_modules/openai/resources/shared.d.ts', 'utf8');
  return ['ChatModel', 'ResponsesModel'].flatMap((name) => {
    const [, union = ''] = new RegExp(`export type ${name} = ([^;]+);`).exec(types) ?? [];
    return Array.from(union.matchAll(/'([^']+)'/g), ([, model = '']) => model);
  });
}

describe('the table of what models take', () => {
  it.each(CAPABILITY_TABLE)('says where and when it was read for $models.0', (row) => {
    expect(URL.parse(row.source)?.protocol).toBe('https:');
    expect(row.date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(new Date(row.date).getTime()).toBeLessThanOrEqual(Date.now());
  });

  it.each(CAPABILITY_TABLE)('lists known efforts of $models.0, least first', ({ efforts = [] }) => {
    expect(efforts).toEqual(knownEfforts(efforts));
    expect(REASONING_EFFORTS).toEqual(expect.arrayContaining([...efforts]));
  });

  it.each(CAPABILITY_TABLE)('gives an effort only to what thinks: $models.0', (row) => {
    if ((row.efforts?.length ?? 0) > 0) expect(row.thinks).toBe(true);
  });

  it('lists each model once', () => {
    const models = CAPABILITY_TABLE.flatMap((row) => row.models);
    expect(new Set(models).size).toBe(models.length);
  });

  it('knows every reasoning model of the installed SDK', () => {
    const thinking = modelsOfSdk().filter((model) => THINKS.test(model) && !NOT_FOUND.test(model));
    expect(thinking.length).toBeGreaterThan(40);
    expect(thinking.filter((model) => findCapabilities(model).thinks !== true)).toEqual([]);
  });
});

describe('findCapabilities', () => {
  it.each(['gpt-5', 'gpt-5-2025-08-07', 'openai/gpt-5', 'a/b/gpt-5-2025-08-07'])(
    'knows %s',
    (model) => {
      expect(findCapabilities(model).efforts).toEqual(['minimal', 'low', 'medium', 'high']);
    },
  );

  it.each(['gpt-oss-120b', 'openai/gpt-oss-20b', 'gpt-oss:20b'])(
    'knows the open model %s as hosts and Ollama name it',
    (model) => expect(findCapabilities(model).efforts).toEqual(['low', 'medium', 'high']),
  );

  it.each(['gpt-99', 'my-gpt-5', 'gpt-5-turbo', 'gpt-5/other', '', 'constructor', '__proto__'])(
    'does not guess what %s takes',
    (model) => expect(findCapabilities(model)).toEqual({}),
  );
});
