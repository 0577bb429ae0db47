import { describe, expect, it } from 'vitest';
import { PROVIDER_NAMES, type ProviderId } from '../providers/provider-names.ts';
import { alwaysSearches, hasKnownCost, webSearchFor } from './web-search-methods.ts';

describe('webSearchFor', () => {
  it.each([
    ['openai', 'gpt-6.1-sol', 'responses', ['tools', 'max_tool_calls']],
    ['openai', 'gpt-4o-mini', 'responses', ['tools', 'max_tool_calls']],
    ['openrouter', 'anthropic/claude-sonnet-5', 'chat', ['tools']],
    ['xai', 'grok-4.7', 'responses', ['tools']],
    ['alibaba-cloud', 'qwen3-max', 'chat', ['enable_search']],
    ['alibaba-cloud', 'qwen-plus-latest', 'chat', ['enable_search']],
    ['zhipu', 'glm-4.7', 'chat', ['tools']],
  ] as const)('asks %s for a search with %s', (provider, model, dialect, members) => {
    const method = webSearchFor(provider, model);
    expect(method?.dialect).toBe(dialect);
    expect(Object.keys(method?.members ?? {})).toEqual(members);
  });

  it.each([
    [null, 'gpt-4o'],
    ['azure', 'gpt-4o'],
    ['google', 'gemini-3.8-flash'],
    ['mistral', 'mistral-large-2512'],
    ['moonshot', 'kimi-k2.6'],
    ['perplexity', 'sonar'],
    ['groq', 'groq/compound'],
    ['openai', 'gpt-4o-search-preview'],
    ['openai', 'gpt-4o-audio-preview'],
    ['openai', 'gpt-3.5-turbo'],
    ['xai', 'grok-code-fast-1'],
    ['alibaba-cloud', 'qwen-vl-max'],
  ] as const)('knows no way to ask %s for one with %s', (provider, model) => {
    expect(webSearchFor(provider, model)).toBeNull();
  });

  it('limits the searches wherever it knows their price, and says where it was read', () => {
    const providers = Object.keys(PROVIDER_NAMES) as ProviderId[];
    const methods = providers.flatMap((id) =>
      ['gpt-6.1-sol', 'grok-4.7', 'qwen3-max', 'glm-4.7'].flatMap((m) => webSearchFor(id, m) ?? []),
    );
    expect(methods.length).toBeGreaterThan(4);
    for (const method of methods) {
      expect(hasKnownCost(method)).toBe(method.price !== null);
      if (method.price === null) continue;
      expect(method.price.usd).toBeGreaterThan(0);
      expect(method.price.source).toMatch(/^https:/);
      expect(method.price.date).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });
});

describe('alwaysSearches', () => {
  it.each([
    ['perplexity', 'sonar-pro', true],
    ['groq', 'groq/compound-mini', true],
    ['openai', 'gpt-5-search-api', true],
    ['openai', 'gpt-5', false],
    ['openrouter', 'perplexity/sonar', false],
    [null, 'sonar', false],
  ] as const)('for %s and %s is %s', (provider, model, expected) => {
    expect(alwaysSearches(provider, model)).toBe(expected);
  });
});
