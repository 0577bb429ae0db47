import { describe, expect, it } from 'vitest';
import { totalUsage } from '../prices/usage-totals.ts';
import { billedRequestsOf } from './billed-requests.ts';
import type { ChatMessage } from './chat-log.ts';

const PRICES = { cheap: { inputUsd: 1, outputUsd: 1 } };
const usage = { inputTokens: 1000, outputTokens: 0 };

function costOf(reply: Partial<ChatMessage>) {
  const { microUsd, unpriced } = totalUsage(billedRequestsOf(reply as ChatMessage), PRICES);
  return { microUsd, unpriced };
}

describe('what a reply of the second upstream cost', () => {
  const reply = { model: 'cheap', notices: ['used_fallback' as const] };

  it('is what that upstream says, and not the price of the model that was asked for', () => {
    expect(costOf({ ...reply, usage: { ...usage, costUsd: 0.5 } })).toEqual({
      microUsd: 500_000,
      unpriced: 0,
    });
    expect(costOf({ ...reply, notices: undefined, usage })).toEqual({
      microUsd: 1000,
      unpriced: 0,
    });
  });

  it('is unknown if nothing says it', () => {
    expect(costOf({ ...reply, usage })).toEqual({ microUsd: 0, unpriced: 1 });
  });
});
