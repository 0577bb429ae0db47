import { OTHER_KEY_PREFIXES } from '../providers/provider-names.ts';

/**
 * Prefixes of credentials; if one is the start of another, the longer one comes first. A prefix is
 * public: it identifies the type of a credential and reveals nothing secret.
 * Sources: OpenAI's key page, the providers' documentation, the rules of secret scanners.
 */
export const OPENAI_KEY_PREFIXES = [
  'sk-svcacct-',
  'sk-admin-',
  'sk-proj-',
  'sk-None-',
  'sess-',
  'sk-',
] as const;

export const OTHER_PROVIDER_PREFIXES: readonly string[] = [
  ...OTHER_KEY_PREFIXES,
  // Langfuse and Replicate, which do not offer OpenAI's format.
  'sk-lf-',
  'pk-',
  'r8_',
];

/** A JSON Web Token, such as a ChatGPT or Codex login token. */
export const OAUTH_TOKEN_PREFIX = 'eyJ';

/** IDs that people paste instead of a key. */
export const ID_PREFIXES = ['org-', 'proj_', 'req_'] as const;

const ALL_PREFIXES = [
  ...OTHER_PROVIDER_PREFIXES,
  ...OPENAI_KEY_PREFIXES,
  ...ID_PREFIXES,
  OAUTH_TOKEN_PREFIX,
];

/** The public prefix of a credential, or `null`. */
export function findKeyPrefix(value: string): string | null {
  return ALL_PREFIXES.find((prefix) => value.startsWith(prefix)) ?? null;
}
