import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Usage } from '#lib/core/chat/chat-events.ts';
import { readConfig } from '../config/read-config.ts';
import { resetRegistry } from '../registry.ts';
import { spentToday } from './daily-budget.ts';
import { reserveBudget } from './reserve-budget.ts';

const MOST: Usage = { inputTokens: 2000, outputTokens: 1000 };
// gpt-4.1 costs 2 dollars for input, 0.5 for cached input and 8 for output.
const MODEL = 'gpt-4.1';
const MOST_MICRO_USD = 2000 * 2 + 1000 * 8;

beforeEach(resetRegistry);

async function spentAfter(usage: Usage, { model = MODEL, prices = '' } = {}): Promise<number> {
  resetRegistry();
  const config = readConfig({
    OPENAI_API_KEY: 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z',
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_DAILY_SPEND: '100',
    STARLIGHT_PRICES: prices,
  });
  const payer = {
    spender: 'visitors',
    audience: 'operator',
    answerHeaders: new Headers(),
  } as const;
  (await reserveBudget(payer, model, () => MOST, config)).settle(usage);
  return spentToday('visitors').microUsd;
}

describe('a settled budget', () => {
  it('counts cached input at its price', async () => {
    const usage = { inputTokens: 1000, outputTokens: 10 };
    expect(await spentAfter(usage)).toBe(1000 * 2 + 10 * 8);
    expect(await spentAfter({ ...usage, cachedTokens: 800 })).toBe(200 * 2 + 800 * 0.5 + 10 * 8);
  });

  it("counts the operator's price before the table's", async () => {
    const usage = { inputTokens: 1000, outputTokens: 10, cachedTokens: 800 };
    expect(await spentAfter(usage, { prices: `${MODEL}=1/0.1/4` })).toBe(200 + 80 + 40);
    expect(await spentAfter(usage, { model: 'house-model', prices: 'house-model=1/4' })).toBe(1040);
  });

  it('counts what the upstream says it cost, up to the worst case', async () => {
    const usage = { inputTokens: 1000, outputTokens: 10 };
    expect(await spentAfter({ ...usage, costUsd: 0.0007 })).toBe(700);
    expect(await spentAfter({ ...usage, costUsd: 1e6 })).toBe(MOST_MICRO_USD);
    expect(await spentAfter({ ...usage, costUsd: 0 })).toBe(1000 * 2 + 10 * 8);
  });

  it('stays between nothing and the worst case, whatever cost and cached tokens are reported', async () => {
    const anything = fc.option(fc.oneof(fc.double(), fc.integer()), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(anything, anything, async (costUsd, cachedTokens) => {
        const spent = await spentAfter({
          inputTokens: 2000,
          outputTokens: 1000,
          costUsd,
          cachedTokens,
        });
        expect(spent).toBeGreaterThanOrEqual(0);
        expect(spent).toBeLessThanOrEqual(MOST_MICRO_USD);
      }),
    );
  });
});
