import { type CapabilityRow, capabilityRows } from './model-capabilities.ts';

// The catalog of @ai-sdk/openai 4.0.118.
const catalog = capabilityRows(
  'https://github.com/vercel/ai/blob/main/packages/openai/src/openai-model-catalog.ts',
  '2026-11-30',
);
const azure = capabilityRows(
  'https://learn.microsoft.com/en-us/javascript/api/@azure/ai-projects/reasoningeffort',
  '2026-11-30',
);
const oSeries = capabilityRows(
  'https://learn.microsoft.com/en-nz/dotnet/api/azure.ai.agentserver.contracts.generated.openai.reasoningeffort',
  '2026-11-30',
);

const THINKS = { thinks: true, images: true } as const;
const FIXED = { ...THINKS, temperature: false } as const;
const CHAT = { images: true } as const;

/** OpenAI's models. Where a page does not list a model's efforts, only that it thinks is said. */
export const OPENAI_CAPABILITIES: readonly CapabilityRow[] = [
  catalog('gpt-6-astra gpt-6.1-sol', 'low medium high xhigh max', FIXED),
  // They take a temperature only with the effort `none`.
  catalog('gpt-6.1-terra gpt-6-sol gpt-6-luna', 'none low medium high xhigh max', THINKS),
  catalog(
    'gpt-5.6 gpt-5.6-sol gpt-5.6-terra gpt-5.6-luna',
    'none low medium high xhigh max',
    THINKS,
  ),
  catalog(
    'gpt-5.5 gpt-5.4 gpt-5.4-mini gpt-5.4-nano gpt-5.2',
    'none low medium high xhigh',
    THINKS,
  ),
  catalog('gpt-5.1', 'none low medium high', THINKS),
  catalog('gpt-5 gpt-5-mini gpt-5-nano', 'minimal low medium high', FIXED),
  azure('gpt-5-pro', 'high', FIXED),
  catalog('gpt-5.5-pro gpt-5.4-pro gpt-5.2-pro', null, { thinks: true }),
  catalog('gpt-5.3-chat-latest gpt-5.2-chat-latest gpt-5.1-chat-latest', null, THINKS),
  catalog('gpt-5.3-codex gpt-5.2-codex gpt-5.1-codex-max', null, { thinks: true }),
  catalog('gpt-5.1-codex gpt-5.1-codex-mini gpt-5-codex', null, { thinks: true }),
  oSeries('o4-mini o3 o3-mini o1', 'low medium high', { thinks: true, temperature: false }),
  catalog('o3-pro o1-pro o1-preview o1-mini', null, { thinks: true, temperature: false }),
  catalog('o4-mini-deep-research o3-deep-research', null, { thinks: true, temperature: false }),
  catalog('gpt-5-chat-latest gpt-4.1 gpt-4.1-mini gpt-4.1-nano gpt-4o gpt-4o-mini', '', CHAT),
];
