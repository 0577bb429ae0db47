import 'server-only';
import type { Usage } from '#lib/core/chat/chat-events.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';

/** Collects what a reply's chunks tell of its tokens, and judges whether that can be. */
type UsageTally = {
  /** Takes the `usage` of a chunk: null, or OpenAI's object ("The chat completion object"). */
  take: (usage: unknown) => void;
  /**
   * What the reply came to; null where nobody told, or what was told cannot be. Then the worst case
   * counts.
   *
   * @param written characters that the reply holds; see `writtenLength`
   */
  end: (written: number) => Usage | null;
};

// The largest context that any model is sold with (Llama 4 Scout).
const MOST_TOKENS = 10_000_000;
// The longest tokens of OpenAI's vocabularies are runs of so many spaces; those of others are shorter.
const MOST_CHARACTERS_OF_A_TOKEN = 128;

/**
 * What is told cannot be if a number is not whole, is negative or larger than any context; if nothing
 * was read, since a request has words; or if fewer tokens were written than the reply can consist of.
 * Below that nobody can know: a count that is possible is believed.
 *
 * Some servers tell with every chunk how far they are, so the largest counts. Where the total is more
 * than the parts (xAI, Gemini), it is reasoning that `completion_tokens` leaves out. A part that is more
 * than the whole it is a part of was left out of it too.
 */
export function createUsageTally(): UsageTally {
  let inputTokens = 0;
  let outputTokens = 0;
  let told = false;
  let impossible = false;

  return {
    take(usage) {
      if (!isRecord(usage)) return;
      const { prompt_tokens: input, completion_tokens: output, total_tokens: total } = usage;
      const counts = [input, output, total].filter(
        (count) => count !== undefined && count !== null,
      );
      impossible ||= !counts.every(isCount);
      if (!isCount(input) || !isCount(output)) return;
      told = true;
      const { prompt_tokens_details: read, completion_tokens_details: written } = usage;
      inputTokens = Math.max(inputTokens, withUncounted(input, read, 'cached_tokens'));
      outputTokens = Math.max(
        outputTokens,
        withUncounted(output, written, 'reasoning_tokens'),
        isCount(total) ? total - input : 0,
      );
    },
    end(written) {
      if (!told || impossible || inputTokens === 0) return null;
      return outputTokens * MOST_CHARACTERS_OF_A_TOKEN < written
        ? null
        : { inputTokens, outputTokens };
    },
  };
}

function withUncounted(whole: number, details: unknown, name: string): number {
  const part = fieldOf(details, name);
  return isCount(part) && part > whole ? whole + part : whole;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= MOST_TOKENS;
}
