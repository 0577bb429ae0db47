type ProviderName = {
  name: string;
  /** What all its keys start with; empty if other providers use the same, or if keys have no prefix. */
  keyPrefixes: readonly string[];
};

/**
 * The providers, by ID. Only this part of the table is sent to browsers, where a banner names the
 * provider of a key. Prefixes are from the providers' documentation and the rules of secret scanners
 * (trufflehog, gitleaks; November 2026). If one is the start of another, the longer one comes first.
 */
export const PROVIDER_NAMES = {
  openai: { name: 'OpenAI', keyPrefixes: ['sk-proj-', 'sk-svcacct-', 'sk-None-'] },
  azure: { name: 'Azure', keyPrefixes: [] },
  google: { name: 'Google', keyPrefixes: ['AIza', 'AQ.'] },
  'vertex-ai': { name: 'Vertex AI', keyPrefixes: [] },
  anthropic: { name: 'Anthropic', keyPrefixes: ['sk-ant-'] },
  bedrock: { name: 'Amazon Bedrock', keyPrefixes: ['bedrock-api-key-', 'ABSK'] },
  openrouter: { name: 'OpenRouter', keyPrefixes: ['sk-or-v1-', 'sk-or-'] },
  xai: { name: 'xAI', keyPrefixes: ['xai-'] },
  deepseek: { name: 'DeepSeek', keyPrefixes: [] },
  mistral: { name: 'Mistral', keyPrefixes: [] },
  groq: { name: 'Groq', keyPrefixes: ['gsk_'] },
  together: { name: 'Together', keyPrefixes: ['tgp_v1_'] },
  fireworks: { name: 'Fireworks', keyPrefixes: ['fw_'] },
  cerebras: { name: 'Cerebras', keyPrefixes: ['csk-'] },
  sambanova: { name: 'SambaNova', keyPrefixes: [] },
  nebius: { name: 'Nebius', keyPrefixes: [] },
  deepinfra: { name: 'DeepInfra', keyPrefixes: [] },
  novita: { name: 'Novita', keyPrefixes: [] },
  hyperbolic: { name: 'Hyperbolic', keyPrefixes: [] },
  perplexity: { name: 'Perplexity', keyPrefixes: ['pplx-'] },
  cohere: { name: 'Cohere', keyPrefixes: [] },
  nvidia: { name: 'NVIDIA', keyPrefixes: ['nvapi-'] },
  'hugging-face': { name: 'Hugging Face', keyPrefixes: ['hf_'] },
  'github-models': {
    name: 'GitHub Models',
    keyPrefixes: ['github_pat_', 'ghp_', 'gho_', 'ghs_'],
  },
  'vercel-ai-gateway': { name: 'Vercel AI Gateway', keyPrefixes: ['vck_'] },
  cloudflare: { name: 'Cloudflare', keyPrefixes: [] },
  moonshot: { name: 'Moonshot', keyPrefixes: [] },
  'alibaba-cloud': { name: 'Alibaba Cloud', keyPrefixes: [] },
  zhipu: { name: 'Zhipu', keyPrefixes: [] },
  minimax: { name: 'MiniMax', keyPrefixes: ['sk-api-', 'sk-cp-'] },
  siliconflow: { name: 'SiliconFlow', keyPrefixes: [] },
  volcengine: { name: 'Volcengine', keyPrefixes: [] },
  baidu: { name: 'Baidu', keyPrefixes: ['bce-v3/'] },
  tencent: { name: 'Tencent Hunyuan', keyPrefixes: [] },
  stepfun: { name: 'StepFun', keyPrefixes: [] },
  scaleway: { name: 'Scaleway', keyPrefixes: [] },
  ovhcloud: { name: 'OVHcloud', keyPrefixes: [] },
  'ollama-cloud': { name: 'Ollama Cloud', keyPrefixes: [] },
  chutes: { name: 'Chutes', keyPrefixes: ['cpk_'] },
  featherless: { name: 'Featherless', keyPrefixes: [] },
  poe: { name: 'Poe', keyPrefixes: [] },
  venice: { name: 'Venice', keyPrefixes: ['VENICE_INFERENCE_KEY_'] },
} as const satisfies Record<string, ProviderName>;

export type ProviderId = keyof typeof PROVIDER_NAMES;

const IDS = Object.keys(PROVIDER_NAMES).filter(isProviderId);

/** The prefixes of keys of all providers but OpenAI. */
export const OTHER_KEY_PREFIXES: readonly string[] = IDS.filter((id) => id !== 'openai').flatMap(
  (id) => PROVIDER_NAMES[id].keyPrefixes,
);

/** The provider whose keys start like this one; `null` if the prefix is shared or unknown. */
export function idOfKeyPrefix(key: string): ProviderId | null {
  const matches = (prefix: string) => key.startsWith(prefix);
  return IDS.find((id) => PROVIDER_NAMES[id].keyPrefixes.some(matches)) ?? null;
}

function isProviderId(text: string): text is ProviderId {
  return Object.hasOwn(PROVIDER_NAMES, text);
}
