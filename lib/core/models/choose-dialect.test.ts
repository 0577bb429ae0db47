import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chooseDialect } from './choose-dialect.ts';
import { DIALECT_RULES, isReasoningModel } from './dialect-rules.ts';

const OPENAI = { baseUrl: 'https://api.openai.com/v1', api: 'auto' } as const;
const AZURE = { baseUrl: 'https://x.openai.azure.com/openai/v1', api: 'auto' } as const;
const SDK_TYPES = readFileSync('node_modules/openai/resources/shared.d.ts', 'utf8');

function namesOfType(name: string): string[] {
  const line = SDK_TYPES.split('\n').find((text) => text.startsWith(`export type ${name} =`));
  return [...(line ?? '').matchAll(/'([^']+)'/g)].map(([, model = '']) => model);
}

describe('the API for a model', () => {
  it('is Responses for every model that the SDK names for it alone', () => {
    const alone = namesOfType('ResponsesModel');
    expect(alone.length).toBeGreaterThan(20);
    for (const model of alone) {
      expect([model, chooseDialect(model, OPENAI)]).toEqual([
        model,
        { dialect: 'responses', why: 'only' },
      ]);
    }
  });

  it("is refused to no model of the SDK's chat type, but for those that OpenAI's pages refuse", () => {
    const only = namesOfType('ChatModel').filter(
      (model) => chooseDialect(model, OPENAI).why === 'only',
    );
    // The type has them, and the pages of these models list Responses alone.
    expect(only).toEqual([
      'gpt-5.2-pro',
      'gpt-5.2-pro-2025-12-11',
      'gpt-5.1-codex',
      'codex-mini-latest',
    ]);
  });

  it.each([
    ['o3', 'better'],
    ['o4-mini-2025-04-16', 'better'],
    ['o1-2024-12-17', 'better'],
    ['gpt-5', 'better'],
    ['gpt-5.4-mini', 'better'],
    ['gpt-6.1-sol', 'better'],
    ['o1-mini', 'usual'],
    ['o1-preview', 'usual'],
    ['gpt-5-chat-latest', 'usual'],
    ['gpt-5-search-api', 'usual'],
    ['gpt-4.1', 'usual'],
    ['gpt-4o-search-preview', 'usual'],
    ['ft:gpt-4o-mini:acme', 'usual'],
    ['my-model', 'usual'],
  ])('for %s at OpenAI is chosen because it is %s', (model, why) => {
    const dialect = why === 'usual' ? 'chat' : 'responses';
    expect(chooseDialect(model, OPENAI)).toEqual({ dialect, why });
  });

  it('elsewhere is Chat Completions, except for what Azure serves in no other', () => {
    expect(chooseDialect('gpt-5-codex', AZURE).dialect).toBe('responses');
    expect(chooseDialect('gpt-5', AZURE).dialect).toBe('chat');
    for (const baseUrl of [
      'https://openrouter.ai/api/v1',
      'http://localhost:11434/v1',
      'https://api.x.ai/v1',
    ]) {
      for (const model of ['o3-pro', 'gpt-5', 'openai/gpt-5-codex']) {
        expect(chooseDialect(model, { baseUrl, api: 'auto' }).dialect).toBe('chat');
      }
    }
  });

  it('is what STARLIGHT_API says, whatever the model', () => {
    for (const api of ['chat', 'responses'] as const) {
      for (const model of ['o3-pro', 'gpt-4.1']) {
        expect(chooseDialect(model, { ...OPENAI, api })).toEqual({ dialect: api, why: 'set' });
      }
    }
  });

  it('has a source for each rule', () => {
    for (const { source } of DIALECT_RULES) expect(source).not.toBe('');
  });
});

it('knows a reasoning model under the prefix of a gateway', () => {
  expect(isReasoningModel('openai/gpt-5.4')).toBe(true);
  expect(isReasoningModel('o3-pro')).toBe(true);
  expect(isReasoningModel('gpt-4.1')).toBe(false);
  expect(isReasoningModel('qwen/qwen3-32b')).toBe(false);
});
