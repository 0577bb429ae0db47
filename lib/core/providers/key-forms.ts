import type { ProviderId } from './provider-names.ts';

/** What all keys of a provider look like. `says` continues "Its keys". */
type KeyForm = { pattern: RegExp; says: string };

// "OpenAI" in base64, which is in the middle of every OpenAI key.
const OPENAI_MARK = 'T3BlbkFJ';

/**
 * The keys of providers that accept no other kind. Lengths are only used where a secret scanner's rule or
 * the documentation gives them; the others are generous (November 2026).
 */
const KEY_FORMS: Partial<Record<ProviderId, KeyForm>> = {
  openrouter: startsWith(/^sk-or-/, 'sk-or-v1-'),
  anthropic: startsWith(/^sk-ant-/, 'sk-ant-'),
  google: startsWith(/^(?:AIza|AQ\.)/, 'AIza or AQ.'),
  bedrock: startsWith(/^(?:ABSK|bedrock-api-key-)/, 'ABSK or bedrock-api-key-'),
  xai: startsWith(/^xai-/, 'xai-'),
  groq: startsWith(/^gsk_/, 'gsk_'),
  perplexity: startsWith(/^pplx-/, 'pplx-'),
  nvidia: startsWith(/^nvapi-/, 'nvapi-'),
  'hugging-face': startsWith(/^hf_/, 'hf_'),
  'github-models': startsWith(/^(?:github_pat_|gh[a-z]_)/, 'github_pat_ or ghp_'),
  chutes: startsWith(/^cpk_/, 'cpk_'),
  baidu: startsWith(/^bce-v3\//, 'bce-v3/'),
  novita: startsWith(/^sk_/, 'sk_'),
  featherless: startsWith(/^rc_/, 'rc_'),
  moonshot: startsWith(/^sk-/, 'sk-'),
  'alibaba-cloud': startsWith(/^sk-/, 'sk-'),
  siliconflow: startsWith(/^sk-/, 'sk-'),
  deepseek: { pattern: /^sk-[a-z0-9]{32}$/, says: 'start with sk-, followed by 32 characters' },
  azure: {
    // Or a token of Microsoft Entra.
    pattern: /^(?:[0-9a-f]{32}$|[A-Za-z0-9]{84}$|eyJ)/,
    says: 'have 32 or 84 letters and digits',
  },
  zhipu: {
    pattern: /^[0-9a-f]{32}\.[A-Za-z0-9]{16}$/,
    says: 'have two parts of 32 and 16 characters with a period between them',
  },
};

/** What this provider's keys look like, if the key can't be one of them; else `null`. */
export function formThatKeyLacks(id: ProviderId, key: string): string | null {
  const form = KEY_FORMS[id];
  return form === undefined || form.pattern.test(key) ? null : form.says;
}

/** The provider of a key without a prefix of its own that no other provider's key looks like. */
export function idOfUnmistakableKey(key: string): ProviderId | null {
  if (/^sk-[A-Za-z0-9_-]{1,400}$/.test(key) && key.includes(OPENAI_MARK)) return 'openai';
  if (/^rc_[0-9a-f]{64}$/.test(key)) return 'featherless';
  if (/^[A-Za-z0-9]{84}$/.test(key)) return 'azure';
  return KEY_FORMS.zhipu?.pattern.test(key) === true ? 'zhipu' : null;
}

/** "DeepSeek and others", for a form that several providers use; `null` for any other key. */
export function namesOfSharedKeyForm(key: string): string | null {
  return /^sk-[0-9a-f]{32}$/.test(key) ? 'DeepSeek, Alibaba Cloud and others' : null;
}

function startsWith(pattern: RegExp, prefix: string): KeyForm {
  return { pattern, says: `start with ${prefix}` };
}
