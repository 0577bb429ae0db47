import { describe, expect, it } from 'vitest';
import { createUsageTally } from './usage-tally.ts';

const usageOf = (input: unknown, output: unknown, total?: unknown) => ({
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
  it('accepts a plausible count', () => {
    expect(tally([null, usageOf(7, 3, 10)])).toEqual({ inputTokens: 7, outputTokens: 3 });
    expect(tally([usageOf(7, 3)])).toEqual({ inputTokens: 7, outputTokens: 3 });
    expect(tally([usageOf(7, 0)], 0)).toEqual({ inputTokens: 7, outputTokens: 0 });
  });

  it('adds a detail that exceeds its count, since the count must omit it', () => {
    const reasoned = (reasoning_tokens: unknown) => ({
      ...usageOf(7, 3),
      completion_tokens_details: { reasoning_tokens },
    });
    expect(tally([reasoned(2)])).toEqual({ inputTokens: 7, outputTokens: 3, reasoningTokens: 2 });
    expect(tally([reasoned(500)])).toEqual({
      inputTokens: 7,
      outputTokens: 503,
      reasoningTokens: 500,
    });
    expect(tally([reasoned('500')])).toEqual({ inputTokens: 7, outputTokens: 3 });
    const cached = { ...usageOf(7, 3), prompt_tokens_details: { cached_tokens: 900 } };
    expect(tally([cached])).toEqual({ inputTokens: 907, outputTokens: 3, cachedTokens: 900 });
  });

  it.each([
    ['negative', usageOf(-1_000_000, 3)],
    ['negative in the output', usageOf(7, -3)],
    ['negative in the total', usageOf(7, 3, -10)],
    ['a fraction', usageOf(7.5, 3)],
    ['infinite', usageOf(7, Number.POSITIVE_INFINITY)],
    ['not a number', usageOf(Number.NaN, 3)],
    ['text', usageOf('7', 3)],
    ['an array', usageOf([7], 3)],
    ['larger than any context window', usageOf(10_000_001, 3)],
    ['beyond the safe integers', usageOf(7, 2 ** 60)],
    ['larger than any context window in the total', usageOf(7, 3, 1e12)],
    ['zero for the input', usageOf(0, 3)],
    ['zero for the output of a reply with text', usageOf(7, 0)],
    ['zero everywhere', usageOf(0, 0, 0)],
  ])('rejects a count that is %s', (_, usage) => {
    expect(tally([usage])).toBeNull();
    // A plausible count before or after does not make up for it.
    if (!('prompt_tokens' in usage && usage.prompt_tokens === 0) && usage.completion_tokens !== 0) {
      expect(tally([usageOf(7, 3), usage])).toBeNull();
      expect(tally([usage, usageOf(7, 3)])).toBeNull();
    }
  });

  it.each([
    [{}],
    [{ prompt_tokens: 7 }],
    [{ prompt_tokens: null, completion_tokens: null }],
    ['7'],
  ])('ignores %j, which is not a count', (usage) => {
    expect(tally([usage])).toBeNull();
    expect(tally([usage, usageOf(7, 3)])).toEqual({ inputTokens: 7, outputTokens: 3 });
  });

  it('rejects a count too small for the length of the reply', () => {
    expect(tally([usageOf(7, 10)], 1280)).toEqual({ inputTokens: 7, outputTokens: 10 });
    expect(tally([usageOf(7, 10)], 1281)).toBeNull();
  });

  it('keeps the largest count reported along the way', () => {
    expect(tally([usageOf(7, 1), usageOf(7, 9), usageOf(1, 1)])).toEqual({
      inputTokens: 7,
      outputTokens: 9,
    });
  });

  it('counts reasoning that only the total includes', () => {
    expect(tally([usageOf(7, 3, 110)])).toEqual({
      inputTokens: 7,
      outputTokens: 103,
      reasoningTokens: 100,
    });
    expect(tally([usageOf(7, 3, 1)])).toEqual({ inputTokens: 7, outputTokens: 3 });
  });

  it.each<[string, object, object]>([
    ['none', { completion_tokens_details: null, prompt_tokens_details: {} }, {}],
    ['zeros', { completion_tokens_details: { reasoning_tokens: 0 }, cached_tokens: 0 }, {}],
    ['OpenAI', { completion_tokens_details: { reasoning_tokens: 60 } }, { reasoningTokens: 60 }],
    ['a gateway', { reasoning_tokens: 60 }, { reasoningTokens: 60 }],
    ['Google', { thoughts_token_count: 60 }, { reasoningTokens: 60 }],
    ['OpenAI, cached', { prompt_tokens_details: { cached_tokens: 64 } }, { cachedTokens: 64 }],
    ['DeepSeek', { prompt_cache_hit_tokens: 64 }, { cachedTokens: 64 }],
    ['Moonshot', { cached_tokens: 64 }, { cachedTokens: 64 }],
    [
      'a part above its whole',
      { cached_tokens: 900, reasoning_tokens: 900 },
      { cachedTokens: 100, reasoningTokens: 80 },
    ],
    ['no counts', { cached_tokens: -1, reasoning_tokens: '7' }, {}],
    ['OpenRouter', { cost: 0.0042 }, { costUsd: 0.0042 }],
    ['a free model', { cost: 0 }, { costUsd: 0 }],
    [
      'a key of its own at OpenRouter',
      { cost: 0.05, is_byok: true, cost_details: { upstream_inference_cost: 1 } },
      { costUsd: 1.05 },
    ],
    [
      'the same cost twice',
      { cost: 1, is_byok: false, cost_details: { upstream_inference_cost: 1 } },
      { costUsd: 1 },
    ],
    ['Perplexity', { cost: { total_cost: 0.006 } }, { costUsd: 0.006 }],
    ['too high a cost', { cost: 1000.5 }, {}],
    ['a negative cost', { cost: -1 }, {}],
    ['a cost in text', { cost: '1' }, {}],
    ['no number', { cost: Number.NaN }, {}],
  ])('reads the details of %s', (_, details, expected) => {
    expect(tally([{ ...usageOf(100, 80), ...details }])).toEqual({
      inputTokens: 100,
      outputTokens: 80,
      ...expected,
    });
  });

  it('reads the names that the Responses API has', () => {
    const used = {
      ...{ input_tokens: 100, output_tokens: 80, total_tokens: 180 },
      input_tokens_details: { cached_tokens: 64 },
      output_tokens_details: { reasoning_tokens: 70 },
    };
    const expected = {
      ...{ inputTokens: 100, outputTokens: 80, cachedTokens: 64, reasoningTokens: 70 },
    };
    expect(tally([used])).toEqual(expected);
    // A gateway that has both names fills in 0 for the ones that it does not use.
    expect(tally([{ ...used, prompt_tokens: 0, completion_tokens: 0 }])).toEqual(expected);
    expect(tally([{ ...usageOf(7, 3), input_tokens: 0, output_tokens: 0 }])).toEqual({
      ...{ inputTokens: 7, outputTokens: 3 },
    });
    for (const impossible of [
      { input_tokens: -1 },
      { output_tokens: '80' },
      { input_tokens: 0.5 },
    ]) {
      expect(tally([{ ...used, ...impossible }])).toBeNull();
    }
  });

  it('keeps the last cost, as a stream counts up', () => {
    const costs = [0.001, 0.002].map((cost) => ({ ...usageOf(7, 3), cost }));
    expect(tally([...costs, usageOf(7, 3)])).toMatchObject({ costUsd: 0.002 });
  });
});
