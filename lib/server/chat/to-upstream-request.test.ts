import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '#lib/core/chat/chat-request.ts';
import type { OfferedModel } from '#lib/core/models/listed-model.ts';
import { worstCaseUsage } from '../limits/worst-case-usage.ts';
import { toCompletionBody } from '../upstream/reply/completion-body.ts';
import { toUpstreamRequest } from './to-upstream-request.ts';

const ALLOWANCE = { maxOutputTokens: 100, maxThinkingTokens: 800 };
const THINKER: OfferedModel = { id: 'm', thinks: true, efforts: ['low', 'high'] };

const fitted = (asked: Partial<Omit<ChatRequest, 'messages'>>, model: OfferedModel = THINKER) =>
  toUpstreamRequest({ messages: [{ role: 'user', content: 'hi' }], ...asked }, model, ALLOWANCE);
const limitOf = (...given: Parameters<typeof fitted>) =>
  fitted(...given).upstreamRequest.maxOutputTokens;

describe('toUpstreamRequest', () => {
  it('sends an effort that the model takes', () => {
    const effortOf = (...given: Parameters<typeof fitted>) =>
      fitted(...given).upstreamRequest.reasoningEffort;
    expect(effortOf({ reasoningEffort: 'low' })).toBe('low');
    expect(effortOf({ reasoningEffort: 'max' })).toBe('high');
    expect(effortOf({ reasoningEffort: 'none' })).toBe('low');
    expect(effortOf({ reasoningEffort: 'max' }, { id: 'unknown' })).toBe('max');
    expect(effortOf({ reasoningEffort: 'low' }, { id: 'plain', efforts: [] })).toBeUndefined();
    expect(effortOf({})).toBeUndefined();
  });

  it('raises an effort with which a search would be refused', () => {
    const search = { exceptEfforts: ['minimal'] } as const;
    const effortOf = (reasoningEffort: ChatRequest['reasoningEffort'], model: OfferedModel) =>
      toUpstreamRequest({ messages: [], reasoningEffort }, model, ALLOWANCE, search).upstreamRequest
        .reasoningEffort;
    const gpt5: OfferedModel = { id: 'm', thinks: true, efforts: ['minimal', 'low', 'high'] };
    expect(effortOf('minimal', gpt5)).toBe('low');
    expect(effortOf('none', gpt5)).toBe('low');
    expect(effortOf('high', gpt5)).toBe('high');
    expect(effortOf('minimal', { id: 'unknown' })).toBe('low');
    expect(effortOf('minimal', { id: 'm', efforts: ['minimal'] })).toBeUndefined();
    expect(effortOf(undefined, gpt5)).toBeUndefined();
  });

  it('gives the room for thinking by effort, and says whether there is more', () => {
    expect(limitOf({ reasoningEffort: 'low' })).toBe(300);
    expect(limitOf({})).toBe(500);
    expect(fitted({}).moreRoom).toBe(true);
    expect(limitOf({}, { id: 'plain' })).toBe(100);
    expect(fitted({}, { id: 'plain' }).moreRoom).toBe(false);
  });

  it('gives what is asked for, up to all of the room', () => {
    expect(limitOf({ maxOutputTokens: 5 })).toBe(5);
    expect(limitOf({ maxOutputTokens: 1_000_000 })).toBe(900);
    expect(fitted({ maxOutputTokens: 1_000_000 }).moreRoom).toBe(false);
    expect(limitOf({ maxOutputTokens: 1_000_000 }, { id: 'plain' })).toBe(100);
  });

  it.each([{}, { reasoningEffort: 'high' }, { maxOutputTokens: 1_000_000 }] as const)(
    'lets the budget reserve the thinking of %j',
    (asked) => {
      const { upstreamRequest } = fitted(asked);
      const body = toCompletionBody(upstreamRequest, { baseUrl: 'https://api.openai.com/v1' });
      expect(worstCaseUsage(body).outputTokens).toBe(upstreamRequest.maxOutputTokens);
      expect(upstreamRequest.maxOutputTokens).toBeGreaterThan(ALLOWANCE.maxOutputTokens);
    },
  );
});
