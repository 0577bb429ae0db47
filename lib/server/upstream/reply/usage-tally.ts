import 'server-only';
import type { Usage } from '#lib/core/chat/chat-events.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import {
  isCount,
  readCached,
  readCost,
  readDetails,
  readReasoning,
  readTotals,
} from './usage-details.ts';

/** Collects the token counts a reply's chunks report, and decides whether they are plausible. */
type UsageTally = {
  /**
   * Takes a `usage`: null, or OpenAI's object ("The chat completion object", "The response object").
   */
  take: (usage: unknown) => void;
  /**
   * The reply's total usage; null if none was reported or the report is impossible. The caller then
   * charges the worst case.
   *
   * @param written the reply's length in characters; see `writtenLength`
   */
  end: (written: number) => Usage | null;
};

// The longest tokens in OpenAI's vocabularies are runs of this many spaces; other vendors' are shorter.
const MAX_CHARACTERS_PER_TOKEN = 128;

/**
 * A report is impossible if a count is not an integer, is negative or exceeds every context window; if
 * there are no input tokens, since every request has some; or if the output tokens are too few for the
 * reply's text. Any other count is accepted, since it cannot be checked.
 *
 * Some servers report running totals with every chunk, so the largest counts. If the total exceeds the
 * sum of input and output (xAI, Gemini), the difference is reasoning that the output tokens omit. A
 * detail larger than the count it belongs to was omitted from that count as well.
 */
export function createUsageTally(): UsageTally {
  let inputTokens = 0;
  let outputTokens = 0;
  let cachedTokens = 0;
  let reasoningTokens = 0;
  let costUsd: number | null = null;
  let isReported = false;
  let isImpossible = false;

  return {
    take(usage) {
      if (!isRecord(usage)) return;
      const { input, output } = readTotals(usage);
      const { total_tokens: total } = usage;
      const counts = [input, output, total].filter(
        (count) => count !== undefined && count !== null,
      );
      isImpossible ||= !counts.every(isCount);
      if (!isCount(input) || !isCount(output)) return;
      isReported = true;
      const rest = isCount(total) ? total - input : 0;
      inputTokens = Math.max(
        inputTokens,
        withUncounted(input, readDetails(usage, 'input'), 'cached_tokens'),
      );
      outputTokens = Math.max(
        outputTokens,
        withUncounted(output, readDetails(usage, 'output'), 'reasoning_tokens'),
        rest,
      );
      cachedTokens = Math.max(cachedTokens, readCached(usage));
      reasoningTokens = Math.max(reasoningTokens, readReasoning(usage) || rest - output);
      costUsd = readCost(usage) ?? costUsd;
    },
    end(written) {
      if (!isReported || isImpossible || inputTokens === 0) return null;
      if (outputTokens * MAX_CHARACTERS_PER_TOKEN < written) return null;
      // A detail is a part of its count; one of 0 says no more than none.
      return {
        inputTokens,
        outputTokens,
        ...(cachedTokens > 0 && { cachedTokens: Math.min(cachedTokens, inputTokens) }),
        ...(reasoningTokens > 0 && { reasoningTokens: Math.min(reasoningTokens, outputTokens) }),
        ...(costUsd !== null && { costUsd }),
      };
    },
  };
}

function withUncounted(count: number, details: unknown, name: string): number {
  const part = fieldOf(details, name);
  return isCount(part) && part > count ? count + part : count;
}
