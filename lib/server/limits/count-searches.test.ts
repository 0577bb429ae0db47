import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Usage } from '#lib/core/chat/chat-events.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { type WebSearchMethod, webSearchFor } from '#lib/core/models/web-search-methods.ts';
import { readConfig } from '../config/read-config.ts';
import { resetRegistry } from '../registry.ts';
import type { UpstreamEvent } from '../upstream/upstream.ts';
import { countSearches } from './count-searches.ts';
import { spentToday } from './daily-budget.ts';
import { meterReply } from './meter-reply.ts';
import { reserveBudget } from './reserve-budget.ts';
import { withMostSearches } from './search-usage.ts';

const OPENAI = methodOf('openai');
const OPENROUTER = methodOf('openrouter');
const USAGE: Usage = { inputTokens: 1000, outputTokens: 10 };
const DONE: UpstreamEvent = { type: 'done', reason: 'stop', usage: USAGE };
const SEARCHING: UpstreamEvent = { type: 'search', search: { status: 'searching' } };
const FOUND: UpstreamEvent = { type: 'search', search: { status: 'done' } };

beforeEach(resetRegistry);

function methodOf(provider: 'openai' | 'openrouter'): WebSearchMethod {
  const method = webSearchFor(provider, 'gpt-4.1');
  if (method === null) throw new Error(provider);
  return method;
}

async function* eventsOf(events: readonly UpstreamEvent[]): AsyncGenerator<UpstreamEvent, void> {
  yield* events;
}

async function usageOf(events: readonly UpstreamEvent[], method: WebSearchMethod | null) {
  const all = await Array.fromAsync(countSearches(eventsOf(events), method));
  expect(all).toHaveLength(events.length);
  const last = all.at(-1);
  return last?.type === 'done' ? last.usage : undefined;
}

describe('countSearches', () => {
  it.each([
    [[], undefined],
    [[SEARCHING, FOUND], 1],
    [[FOUND, FOUND], 2],
    [[SEARCHING, SEARCHING, FOUND], 2],
    [[SEARCHING, FOUND, SEARCHING, FOUND], 2],
  ])('adds the searches of a reply to its usage (%#)', async (events, searches) => {
    expect((await usageOf([...events, DONE], OPENAI))?.searches).toBe(searches);
  });

  it('assumes the most where not every search is shown, and nothing if none was asked for', async () => {
    expect(await usageOf([DONE], OPENROUTER)).toEqual({ ...USAGE, searchUsd: 0.06 });
    expect(await usageOf([FOUND, DONE], null)).toEqual(USAGE);
    const dropped: UpstreamEvent = { ...DONE, notices: ['dropped_web_search'] };
    expect(await usageOf([dropped], OPENROUTER)).toEqual(USAGE);
  });

  it('counts them in a reply that fails too', async () => {
    async function* failing(): AsyncGenerator<UpstreamEvent, void> {
      yield FOUND;
      const failure = new StarlightError('reply_refused');
      failure.usage = USAGE;
      throw failure;
    }
    const failed = await Array.fromAsync(countSearches(failing(), OPENAI)).catch((error) => error);
    expect(failed.usage).toMatchObject({ searches: 1, searchUsd: 0.01 });
  });
});

describe('the budget of a request that searches the web', () => {
  it.each([
    ['OpenAI', OPENAI],
    ['OpenRouter', OPENROUTER],
  ])('reserves at least what any allowed number of searches at %s can cost', async (_, method) => {
    const most: Usage = { inputTokens: 500, outputTokens: 100 };
    const reserved = withMostSearches(most, method);
    const allowed = method.maxSearches ?? 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: allowed }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (searches, part) => {
          const inputTokens = Math.floor(
            most.inputTokens * (searches + 1) + (searches > 0 ? part * method.contentTokens : 0),
          );
          const usage = { inputTokens, outputTokens: most.outputTokens };
          const shown = Array.from({ length: searches }, () => FOUND);
          const before = await spentOn([...shown, { ...DONE, usage }], method, reserved);
          expect(before.settled).toBeLessThanOrEqual(before.reserved);
          expect(before.settled).toBeGreaterThanOrEqual(searches * (method.price?.usd ?? 0) * 1e6);
        },
      ),
    );
  });
});

async function spentOn(
  events: readonly UpstreamEvent[],
  method: WebSearchMethod,
  worstCase: Usage,
): Promise<{ reserved: number; settled: number }> {
  resetRegistry();
  const config = readConfig({
    OPENAI_API_KEY: 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z',
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_DAILY_SPEND: '100',
  });
  const answerHeaders = new Headers();
  const payer = { spender: 'visitors', audience: 'operator', answerHeaders } as const;
  const budget = await reserveBudget(payer, 'gpt-4.1', () => worstCase, config);
  const reserved = spentToday('visitors').microUsd;
  await Array.fromAsync(meterReply(countSearches(eventsOf(events), method), budget));
  return { reserved, settled: spentToday('visitors').microUsd };
}
