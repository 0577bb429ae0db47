import { describe, expect, it } from 'vitest';
import { createUsageTally } from './usage-tally.ts';

const told = (input: unknown, output: unknown, total?: unknown) => ({
  prompt_tokens: input,
  completion_tokens: output,
  ...(total !== undefined && { total_tokens: total }),
});

function tally(usages: readonly unknown[], written = 2) {
  const { take, end } = createUsageTally();
  for (const usage of usages) take(usage);
  return end(written);
}

describe('createUsageTally', () => {
  it('believes what can be', () => {
    expect(tally([null, told(7, 3, 10)])).toEqual({ inputTokens: 7, outputTokens: 3 });
    expect(tally([told(7, 3)])).toEqual({ inputTokens: 7, outputTokens: 3 });
    expect(tally([told(7, 0)], 0)).toEqual({ inputTokens: 7, outputTokens: 0 });
  });

  it('adds a part that is more than its whole, as it was left out of it', () => {
    const reasoned = (reasoning_tokens: unknown) => ({
      ...told(7, 3),
      completion_tokens_details: { reasoning_tokens },
    });
    expect(tally([reasoned(2)])).toEqual({ inputTokens: 7, outputTokens: 3 });
    expect(tally([reasoned(500)])).toEqual({ inputTokens: 7, outputTokens: 503 });
    expect(tally([reasoned('500')])).toEqual({ inputTokens: 7, outputTokens: 3 });
    const cached = { ...told(7, 3), prompt_tokens_details: { cached_tokens: 900 } };
    expect(tally([cached])).toEqual({ inputTokens: 907, outputTokens: 3 });
  });

  it.each([
    ['negative', told(-1_000_000, 3)],
    ['negative in its output', told(7, -3)],
    ['negative in its total', told(7, 3, -10)],
    ['a fraction', told(7.5, 3)],
    ['infinite', told(7, Number.POSITIVE_INFINITY)],
    ['not a number', told(Number.NaN, 3)],
    ['text', told('7', 3)],
    ['a list', told([7], 3)],
    ['beyond every context', told(10_000_001, 3)],
    ['beyond what is exact', told(7, 2 ** 60)],
    ['beyond every context in its total', told(7, 3, 1e12)],
    ['nothing that was read', told(0, 3)],
    ['nothing that was written, of a reply with text', told(7, 0)],
    ['nothing at all', told(0, 0, 0)],
  ])('takes for unknown what is %s', (_, usage) => {
    expect(tally([usage])).toBeNull();
    // Nor does a sound count before or after it make it sound.
    if (!('prompt_tokens' in usage && usage.prompt_tokens === 0) && usage.completion_tokens !== 0) {
      expect(tally([told(7, 3), usage])).toBeNull();
      expect(tally([usage, told(7, 3)])).toBeNull();
    }
  });

  it.each([
    [{}],
    [{ prompt_tokens: 7 }],
    [{ prompt_tokens: null, completion_tokens: null }],
    ['7'],
  ])('does not take %j for a count', (usage) => {
    expect(tally([usage])).toBeNull();
    expect(tally([usage, told(7, 3)])).toEqual({ inputTokens: 7, outputTokens: 3 });
  });

  it('takes for unknown a reply that is longer than its tokens can be', () => {
    expect(tally([told(7, 10)], 1280)).toEqual({ inputTokens: 7, outputTokens: 10 });
    expect(tally([told(7, 10)], 1281)).toBeNull();
  });

  it('counts the most that was told along the way', () => {
    expect(tally([told(7, 1), told(7, 9), told(1, 1)])).toEqual({
      inputTokens: 7,
      outputTokens: 9,
    });
  });

  it('counts reasoning that only the total holds', () => {
    expect(tally([told(7, 3, 110)])).toEqual({ inputTokens: 7, outputTokens: 103 });
    expect(tally([told(7, 3, 1)])).toEqual({ inputTokens: 7, outputTokens: 3 });
  });
});
