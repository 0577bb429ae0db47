import { type CapabilityRow, capabilityRows } from './model-capabilities.ts';

const grok = capabilityRows(
  'https://github.com/anomalyco/opencode/issues/39448', // quotes docs.x.ai
  '2026-11-30',
);
const grok43 = capabilityRows(
  'https://newreleases.io/project/github/vercel/ai/release/@ai-sdk%2Fxai@4.0.0-canary.61',
  '2026-11-30',
);
const grok41 = capabilityRows(
  'https://github.com/acedergren/opencode-oci-provider/releases/tag/v0.2.3',
  '2026-11-30',
);
const grok47 = capabilityRows('https://docs.kie.ai/market/grok/grok-4-7', '2026-11-30');
const deepseek = capabilityRows('https://api-docs.deepseek.com/guides/thinking_mode', '2026-11-30');
const mistral = capabilityRows(
  'https://docs.mistral.ai/capabilities/reasoning/adjustable',
  '2026-11-30',
);
const magistral = capabilityRows(
  'https://docs.mistral.ai/studio-api/conversations/reasoning',
  '2026-11-30',
);
const gemini25 = capabilityRows(
  'https://feedback.typingmind.com/p/easy-as-pie-update-support-reasoning-effort-none-low-medium', // quotes ai.google.dev
  '2026-11-30',
);
const gemini3 = capabilityRows(
  'https://docs.rs/adk-model/1.0.0/adk_model/gemini/enum.ThinkingLevel.html',
  '2026-11-30',
);

const gptOss = capabilityRows(
  'https://developers.openai.com/api/docs/models/gpt-oss-20b',
  '2026-11-30',
);

/**
 * What other makers' models take from an OpenAI client. Claude is left out: Anthropic's own interface
 * for OpenAI clients ignores the effort.
 */
export const OTHER_CAPABILITIES: readonly CapabilityRow[] = [
  grok47('grok-4.7', 'low medium high xhigh', { thinks: true, images: true }),
  grok('grok-4.5', 'low medium high', { thinks: true }),
  grok43('grok-4.3', 'none low medium high', { thinks: true }),
  grok('grok-3-mini', 'low high', { thinks: true }),
  grok41('grok-4-1-fast-reasoning', '', { thinks: true }),
  grok41('grok-4-1-fast-non-reasoning', ''),

  deepseek('deepseek-flash deepseek-v4-pro deepseek-v4-flash', 'low high max', { thinks: true }),

  mistral('mistral-small-latest mistral-small-2603 mistral-medium-3-5', 'none high', {
    thinks: true,
  }),
  magistral('magistral-small-latest magistral-medium-latest', '', { thinks: true }),

  // Open models, which Groq, Cerebras, Ollama, vLLM and many gateways serve.
  gptOss('gpt-oss-120b gpt-oss-20b gpt-oss:120b gpt-oss:20b', 'low medium high', { thinks: true }),
  // 1K, 8K and 24K tokens of thinking.
  gemini25('gemini-2.5-flash gemini-2.5-flash-lite', 'none low medium high', { thinks: true }),
  gemini3('gemini-3.5-flash gemini-3-flash-preview', 'minimal low medium high', { thinks: true }),
  gemini3('gemini-3.1-pro-preview', 'low medium high', { thinks: true }),
];
