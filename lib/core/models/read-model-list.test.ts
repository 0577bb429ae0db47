import { describe, expect, it } from 'vitest';
import { MODEL_LISTS, manyModels } from '#tests/fixtures/model-lists/model-lists.ts';
import { FIELD_RULES, OTHER_IDS } from './chat-model-rules.ts';
import { isChatModelId } from './is-chat-model.ts';
import { MAX_LISTED, readModelList } from './read-model-list.ts';

const read = (body: unknown, status = 200) =>
  readModelList({ status, body: typeof body === 'string' ? body : JSON.stringify(body) });

describe("a provider's list", () => {
  it.each(MODEL_LISTS)('offers exactly its chat models, newest first: $name', ({ body, chat }) => {
    const ids = (read(body) ?? []).filter(({ isChat }) => isChat).map(({ id }) => id);
    expect(ids).toEqual(chat);
  });

  it('keeps what a model takes, where it says so', () => {
    const factsOf = (name: string, id: string) => {
      const { body } = MODEL_LISTS.find((list) => list.name === name) ?? {};
      const found = read(body)?.find((model) => model.id === id);
      return { images: found?.images, contextTokens: found?.contextTokens };
    };
    expect(factsOf('OpenRouter', 'anthropic/claude-sonnet-4.5')).toEqual({
      images: true,
      contextTokens: 1_000_000,
    });
    expect(factsOf('OpenRouter', 'openrouter/auto').images).toBe(false);
    expect(factsOf('Groq', 'llama-3.3-70b-versatile').contextTokens).toBe(131_072);
    expect(factsOf('Mistral', 'mistral-large-latest')).toMatchObject({ images: true });
    expect(factsOf('OpenAI', 'gpt-4o')).toEqual({});
  });

  it.each([
    ['2026-12-11', '2026-12-11'],
    [null, undefined],
    ['', undefined],
    ['2026-99-99', undefined],
    ['soon', undefined],
    [1_780_000_000, undefined],
  ])('keeps a shutdown date if it is a day: %j', (date, kept) => {
    expect(read([{ id: 'a', shutdown_date: date }])?.[0]?.shutdownDate).toBe(kept);
  });

  it('keeps nothing but IDs, numbers, flags and days', () => {
    const kept = JSON.stringify(MODEL_LISTS.map(({ body }) => read(body)));
    expect(kept).not.toMatch(/Prose|A name with|Acme|library|top_provider/);
  });

  it.each([
    ['not JSON', '<html>'],
    ['cut off', '{"data":[{"id":"a"},{"id'],
    ['an error', { error: { message: 'no' } }],
    ['without a list', { data: { id: 'a' } }],
    ['null', null],
  ])('is not one if it is %s', (_, body) => expect(read(body)).toBeNull());

  it('is not one with another status', () => expect(read({ data: [] }, 404)).toBeNull());

  it('drops entries without a valid ID, repeated ones, and impossible numbers', () => {
    const data = [
      ...[{ id: 'a', context_length: -1 }, { id: 'a' }, { id: 'has spaces' }, { id: 5 }, null],
      ...[
        [],
        'text',
        { id: '<script>' },
        { id: 'x'.repeat(101) },
        { id: 'b', context_length: 1e10 },
      ],
      { id: 'c', created: 'x', context_length: '8192', capabilities: { vision: 'yes' } },
    ];
    expect(read({ data })).toEqual(['a', 'b', 'c'].map((id) => ({ id, isChat: true })));
  });

  it('is read up to a bound', () => {
    expect(read(manyModels(MAX_LISTED + 500))).toHaveLength(MAX_LISTED);
  });
});

describe('the rules', () => {
  it('each name where they come from', () => {
    for (const { source } of [...FIELD_RULES, ...OTHER_IDS]) expect(source).toMatch(/^https:\/\//);
  });

  it.each([
    ...['gemini-2.5-pro', 'grok-4', 'llama-3.1-8b-instruct', 'claude-opus-4-1', 'command-r+'],
    ...['qwen3-coder', 'models/gemini-2.5-flash', '@cf/meta/llama-3.1-8b-instruct', 'o1', 'phi-4'],
    ...['deepseek-reasoner', 'openai/gpt-5-codex', 'gpt-4-turbo', 'chatgpt-4o-latest', 'kimi-k2'],
  ])('leave a chat model alone: %s', (id) => expect(isChatModelId(id)).toBe(true));
});
