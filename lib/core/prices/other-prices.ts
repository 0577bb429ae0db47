import { type PriceRow, priceRows } from './price-row.ts';

const claude = priceRows('https://platform.claude.com/docs/en/about-claude/pricing');
const gemini = priceRows('https://ai.google.dev/gemini-api/docs/pricing');
const grok = priceRows('https://docs.x.ai/docs/models');
const deepseek = priceRows('https://api-docs.deepseek.com/quick_start/pricing');
const mistral = priceRows('https://mistral.ai/pricing/api');
const groq = priceRows('https://console.groq.com/docs/models');

const ABOVE_200K = { above: 200_000, inputFactor: 2, outputFactor: 1.5 };
const FROM_200K = { above: 199_999, inputFactor: 2, outputFactor: 2 };

/**
 * The rates of other makers for their own API. Names that several hosts serve at different prices are
 * left out, and so are names that change their meaning, such as `mistral-large-latest`.
 */
export const OTHER_PRICES: readonly PriceRow[] = [
  // Only requests with `cache_control` write to Anthropic's cache, and Starlight sends none.
  claude('claude-fable-5-1', '2026-10-24', [10, 0.25, 50]),
  claude('claude-fable-5', '2026-10-24', [10, 1, 50]),
  claude('claude-opus-5-5', '2026-10-24', [4, 0.2, 20]),
  claude('claude-opus-5 claude-opus-4-8 claude-opus-4-7', '2026-10-24', [5, 0.5, 25]),
  claude('claude-opus-4-6 claude-opus-4-5', '2026-10-24', [5, 0.5, 25]),
  claude('claude-opus-4-1', '2026-10-24', [15, 1.5, 75]),
  claude('claude-sonnet-5-5', '2026-10-24', [2, 0.1, 10]),
  claude('claude-sonnet-5', '2026-10-24', [2, 0.2, 10]),
  claude('claude-sonnet-4-6', '2026-09-23', [3, 0.3, 15]),
  claude('claude-sonnet-4-5', '2026-09-23', [3, 0.3, 15], { longPrompt: ABOVE_200K }),
  claude('claude-haiku-5-5', '2026-10-24', [0.1, 0.01, 0.5], {
    longPrompt: { above: 100_000, inputFactor: 5, outputFactor: 5 },
  }),
  claude('claude-haiku-4-5', '2026-09-23', [1, 0.1, 5]),

  // Half of this through 2026-11-30.
  gemini('gemini-4-carbon gemini-4-argon', '2026-11-16', [4, 0.2, 20]),
  gemini('gemini-4-neon', '2026-11-19', [3, 0.15, 15]),
  gemini('gemini-4-hydrogen', '2026-11-16', [1.5, 0.075, 7.5]),
  // Half of this through 2026-12-31.
  gemini('gemini-3.8-flash gemini-3.7-flash gemini-3.6-flash', '2026-09-23', [1.5, 0.15, 7.5]),
  gemini('gemini-3.5-flash', '2026-09-23', [1.5, 0.15, 9]),
  gemini('gemini-3.5-flash-lite', '2026-09-23', [0.3, 0.03, 2.5]),
  gemini('gemini-3.1-pro-preview', '2026-09-23', [2, 0.2, 12], { longPrompt: ABOVE_200K }),
  gemini('gemini-3.1-flash-lite', '2026-09-23', [0.25, 0.025, 1.5]),
  gemini('gemini-3-flash-preview', '2026-09-23', [0.5, 0.05, 3]),
  gemini('gemini-2.5-pro', '2026-09-23', [1.25, 0.125, 10], { longPrompt: ABOVE_200K }),
  gemini('gemini-2.5-flash', '2026-09-23', [0.3, 0.03, 2.5]),
  gemini('gemini-2.5-flash-lite', '2026-09-23', [0.1, 0.01, 0.4]),

  grok('grok-4.7 grok-4.6', '2026-09-29', [2, 0.5, 6], { longPrompt: FROM_200K }),
  grok('grok-4.5', '2026-09-23', [2, 0.5, 6], { longPrompt: FROM_200K }),
  grok('grok-4.3', '2026-09-23', [1.25, 0.2, 2.5], { longPrompt: FROM_200K }),
  grok('grok-4-1-fast-reasoning grok-4-1-fast-non-reasoning', '2026-09-23', [0.2, 0.05, 0.5], {
    longPrompt: { above: 128_000, inputFactor: 2, outputFactor: 2 },
  }),
  grok('grok-3', '2026-09-23', [3, 0.75, 15]),
  grok('grok-3-mini', '2026-09-23', [0.3, 0.075, 0.5]),
  grok('grok-code-fast-1', '2026-09-23', [0.2, 0.02, 1.5]),

  // The rates of the peak hours, which are twice the others.
  deepseek('deepseek-flash', '2026-10-27', [0.3, 0.006, 1.2]),
  deepseek('deepseek-v4-pro', '2026-10-27', [1.32, 0.044, 3.96]),

  mistral('mistral-large-2512', '2026-09-23', [0.5, 0.05, 1.5]),
  mistral('mistral-medium-3-5', '2026-09-23', [1.5, 0.15, 7.5]),
  mistral('mistral-small-2603', '2026-09-23', [0.15, 0.015, 0.6]),
  mistral('ministral-8b-2512', '2026-09-23', [0.15, 0.015, 0.15]),
  mistral('codestral-2508', '2026-09-23', [0.3, 0.03, 0.9]),
  mistral('devstral-2512', '2026-09-23', [0.4, 0.04, 2]),

  groq('llama-3.3-70b-versatile', '2026-09-23', [0.59, null, 0.79]),
  groq('llama-3.1-8b-instant', '2026-09-23', [0.05, null, 0.08]),
];
