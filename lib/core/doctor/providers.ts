/** A provider that speaks OpenAI's format, what its keys begin with, and where it answers. */
export type Provider = { name: string; prefixes: readonly string[]; baseUrl: string };

/**
 * Prefixes as in `key-prefixes.ts`; addresses as the providers' own documentation gives them for
 * OpenAI clients.
 */
const PROVIDERS: readonly Provider[] = [
  { name: 'OpenRouter', prefixes: ['sk-or-'], baseUrl: 'https://openrouter.ai/api/v1' },
  { name: 'Anthropic', prefixes: ['sk-ant-'], baseUrl: 'https://api.anthropic.com/v1' },
  { name: 'Groq', prefixes: ['gsk_'], baseUrl: 'https://api.groq.com/openai/v1' },
  {
    name: 'Google',
    prefixes: ['AIza'],
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
  },
  { name: 'xAI', prefixes: ['xai-'], baseUrl: 'https://api.x.ai/v1' },
  { name: 'Perplexity', prefixes: ['pplx-'], baseUrl: 'https://api.perplexity.ai' },
  { name: 'NVIDIA', prefixes: ['nvapi-'], baseUrl: 'https://integrate.api.nvidia.com/v1' },
  { name: 'Hugging Face', prefixes: ['hf_'], baseUrl: 'https://router.huggingface.co/v1' },
  { name: 'Fireworks', prefixes: ['fw_'], baseUrl: 'https://api.fireworks.ai/inference/v1' },
  { name: 'Together', prefixes: ['tgp_v1_'], baseUrl: 'https://api.together.xyz/v1' },
  { name: 'Cerebras', prefixes: ['csk-'], baseUrl: 'https://api.cerebras.ai/v1' },
  {
    name: 'GitHub Models',
    prefixes: ['github_pat_', 'ghp_', 'gho_'],
    baseUrl: 'https://models.github.ai/inference',
  },
  { name: 'Vercel AI Gateway', prefixes: ['vck_'], baseUrl: 'https://ai-gateway.vercel.sh/v1' },
];

const OPENAI: Provider = {
  name: 'OpenAI',
  prefixes: ['sk-proj-', 'sk-svcacct-', 'sk-None-'],
  baseUrl: 'https://api.openai.com/v1',
};

/** Whose key this is, by its public prefix; null where the prefix is shared or unknown. */
export function providerOfKey(key: string): Provider | null {
  const fits = ({ prefixes }: Provider) => prefixes.some((prefix) => key.startsWith(prefix));
  return [OPENAI, ...PROVIDERS].find(fits) ?? null;
}

/** Who answers at this host; null for hosts that are not in the table. */
export function providerOfHost(host: string): Provider | null {
  return [OPENAI, ...PROVIDERS].find(({ baseUrl }) => new URL(baseUrl).host === host) ?? null;
}

/** Azure's own hosts, whose keys are 32 or 84 characters and no `sk-`. */
export function isAzureHost(host: string): boolean {
  return /\.azure\.com(:\d+)?$/i.test(host);
}
