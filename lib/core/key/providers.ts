/** A provider that offers an OpenAI-compatible API. */
type Provider = {
  name: string;
  /** The prefixes of its keys; empty if other providers use the same. */
  keyPrefixes: readonly string[];
  /** The base URL for OpenAI clients. */
  baseUrl: string;
  /** Where to create its keys. */
  keyPage: string;
  docs: string;
  /** `null` if it has none. */
  statusPage: string | null;
};

/** The default provider. */
export const OPENAI = {
  name: 'OpenAI',
  keyPrefixes: ['sk-proj-', 'sk-svcacct-', 'sk-None-'],
  baseUrl: 'https://api.openai.com/v1',
  keyPage: 'https://platform.openai.com/api-keys',
  docs: 'https://platform.openai.com/docs',
  statusPage: 'https://status.openai.com',
} as const satisfies Provider;

/** The address of that page, as shown in text. */
export const OPENAI_KEY_PAGE = OPENAI.keyPage.replace('https://', '');

/**
 * The only table of providers. Prefixes and addresses are from the providers' documentation and the
 * rules of secret scanners (November 2026).
 */
export const OTHER_PROVIDERS: readonly Provider[] = [
  {
    name: 'OpenRouter',
    keyPrefixes: ['sk-or-v1-', 'sk-or-'],
    baseUrl: 'https://openrouter.ai/api/v1',
    keyPage: 'https://openrouter.ai/settings/keys',
    docs: 'https://openrouter.ai/docs',
    statusPage: 'https://status.openrouter.ai',
  },
  {
    name: 'Anthropic',
    keyPrefixes: ['sk-ant-'],
    baseUrl: 'https://api.anthropic.com/v1',
    keyPage: 'https://console.anthropic.com/settings/keys',
    docs: 'https://docs.anthropic.com',
    statusPage: 'https://status.anthropic.com',
  },
  {
    name: 'Groq',
    keyPrefixes: ['gsk_'],
    baseUrl: 'https://api.groq.com/openai/v1',
    keyPage: 'https://console.groq.com/keys',
    docs: 'https://console.groq.com/docs',
    statusPage: 'https://groqstatus.com',
  },
  {
    name: 'Google',
    keyPrefixes: ['AIza'],
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    keyPage: 'https://aistudio.google.com/apikey',
    docs: 'https://ai.google.dev/gemini-api/docs/openai',
    statusPage: 'https://aistudio.google.com/status',
  },
  {
    name: 'xAI',
    keyPrefixes: ['xai-'],
    baseUrl: 'https://api.x.ai/v1',
    keyPage: 'https://console.x.ai',
    docs: 'https://docs.x.ai',
    statusPage: 'https://status.x.ai',
  },
  {
    name: 'Mistral',
    keyPrefixes: [],
    baseUrl: 'https://api.mistral.ai/v1',
    keyPage: 'https://console.mistral.ai/api-keys',
    docs: 'https://docs.mistral.ai',
    statusPage: 'https://status.mistral.ai',
  },
  {
    name: 'DeepSeek',
    keyPrefixes: [],
    baseUrl: 'https://api.deepseek.com',
    keyPage: 'https://platform.deepseek.com/api_keys',
    docs: 'https://api-docs.deepseek.com',
    statusPage: 'https://status.deepseek.com',
  },
  {
    name: 'Perplexity',
    keyPrefixes: ['pplx-'],
    baseUrl: 'https://api.perplexity.ai',
    keyPage: 'https://www.perplexity.ai/account/api/keys',
    docs: 'https://docs.perplexity.ai',
    statusPage: 'https://status.perplexity.com',
  },
  {
    name: 'NVIDIA',
    keyPrefixes: ['nvapi-'],
    baseUrl: 'https://integrate.api.nvidia.com/v1',
    keyPage: 'https://build.nvidia.com/settings/api-keys',
    docs: 'https://docs.api.nvidia.com',
    statusPage: null,
  },
  {
    name: 'Hugging Face',
    keyPrefixes: ['hf_'],
    baseUrl: 'https://router.huggingface.co/v1',
    keyPage: 'https://huggingface.co/settings/tokens',
    docs: 'https://huggingface.co/docs/inference-providers',
    statusPage: 'https://status.huggingface.co',
  },
  {
    name: 'Fireworks',
    keyPrefixes: ['fw_'],
    baseUrl: 'https://api.fireworks.ai/inference/v1',
    keyPage: 'https://app.fireworks.ai/settings/users/api-keys',
    docs: 'https://docs.fireworks.ai',
    statusPage: 'https://status.fireworks.ai',
  },
  {
    name: 'Together',
    keyPrefixes: ['tgp_v1_'],
    baseUrl: 'https://api.together.xyz/v1',
    keyPage: 'https://api.together.ai/settings/api-keys',
    docs: 'https://docs.together.ai',
    statusPage: 'https://status.together.ai',
  },
  {
    name: 'Cerebras',
    keyPrefixes: ['csk-'],
    baseUrl: 'https://api.cerebras.ai/v1',
    keyPage: 'https://cloud.cerebras.ai',
    docs: 'https://inference-docs.cerebras.ai',
    statusPage: 'https://status.cerebras.ai',
  },
  {
    name: 'GitHub Models',
    keyPrefixes: ['github_pat_', 'ghp_', 'gho_'],
    baseUrl: 'https://models.github.ai/inference',
    keyPage: 'https://github.com/settings/tokens',
    docs: 'https://docs.github.com/github-models',
    statusPage: 'https://www.githubstatus.com',
  },
  {
    name: 'Vercel AI Gateway',
    keyPrefixes: ['vck_'],
    baseUrl: 'https://ai-gateway.vercel.sh/v1',
    keyPage: 'https://vercel.com/docs/ai-gateway/authentication',
    docs: 'https://vercel.com/docs/ai-gateway',
    statusPage: 'https://www.vercel-status.com',
  },
];

const PROVIDERS: readonly Provider[] = [OPENAI, ...OTHER_PROVIDERS];

/** The provider of a key, by its public prefix; `null` if the prefix is shared or unknown. */
export function providerOfKey(key: string): Provider | null {
  const matches = ({ keyPrefixes }: Provider) =>
    keyPrefixes.some((prefix) => key.startsWith(prefix));
  return PROVIDERS.find(matches) ?? null;
}

/** The provider at this host; `null` if it is not in the table. */
export function providerOfHost(host: string): Provider | null {
  return PROVIDERS.find(({ baseUrl }) => new URL(baseUrl).host === host) ?? null;
}

/** Whether a host is Azure's, whose keys have 32 or 84 characters and no `sk-`. */
export function isAzureHost(host: string): boolean {
  return /\.azure\.com(:\d+)?$/i.test(host);
}
