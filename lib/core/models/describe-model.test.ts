import { describe, expect, it } from 'vitest';
import { describeFacts, findModels, shortModelName } from './describe-model.ts';

const MODELS = [
  { id: 'anthropic/claude-4', images: true, contextTokens: 1_000_000 },
  { id: 'openai/gpt-4o', contextTokens: 128_000 },
  { id: 'anthropic/claude-3' },
  { id: 'local' },
] as const;

describe('what a model takes', () => {
  it.each([
    [{ id: 'a' }, ''],
    [{ id: 'a', images: true }, 'images'],
    [{ id: 'a', contextTokens: 512 }, '512 tokens'],
    [{ id: 'a', contextTokens: 8192 }, '8K tokens'],
    [{ id: 'a', contextTokens: 131_072 }, '131K tokens'],
    [{ id: 'a', contextTokens: 999_999 }, '1M tokens'],
    [{ id: 'a', images: true, contextTokens: 1_048_576 }, 'images · 1M tokens'],
    [{ id: 'a', contextTokens: 1_500_000 }, '1.5M tokens'],
    [
      { id: 'a', images: true, thinks: true, temperature: false, contextTokens: 131_072 },
      'images · thinking · temperature fixed · 131K tokens',
    ],
  ] as const)('%j: %s', (model, text) => expect(describeFacts(model)).toBe(text));
});

describe('a search', () => {
  const found = (query: string) =>
    findModels(MODELS, query).map(({ prefix, models }) => [prefix, ...models.map(({ id }) => id)]);

  it('without words has every model, by prefix, in the order given', () => {
    expect(found(' ')).toEqual([
      ['anthropic/', 'anthropic/claude-4', 'anthropic/claude-3'],
      ['openai/', 'openai/gpt-4o'],
      ['', 'local'],
    ]);
  });

  it('needs every word, anywhere, in any case', () => {
    expect(found('Claude anthro 3')).toEqual([['anthropic/', 'anthropic/claude-3']]);
    expect(found('images')).toEqual([['anthropic/', 'anthropic/claude-4']]);
    expect(found('gpt claude')).toEqual([]);
  });
});

it('a name is short within its group', () => {
  expect(shortModelName('@cf/meta/llama')).toBe('llama');
  expect(shortModelName('gpt-4o')).toBe('gpt-4o');
});
