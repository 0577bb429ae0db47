import { OTHER_PROVIDERS } from './providers.ts';

/**
 * What credentials begin with, longest first where one begins another. A prefix is public: it tells
 * the kind of a credential and nothing of its secret.
 * Sources: OpenAI's key page, the providers' own documentation, secret scanners' rules.
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
  ...OTHER_PROVIDERS.flatMap(({ keyPrefixes }) => keyPrefixes),
  // Langfuse and Replicate, which do not speak OpenAI's format.
  'sk-lf-',
  'pk-',
  'r8_',
];

/** A JSON web token, such as the one ChatGPT or Codex signs in with. */
export const OAUTH_TOKEN_PREFIX = 'eyJ';

/** Ids that people paste in place of a key. */
export const ID_PREFIXES = ['org-', 'proj_', 'req_'] as const;

const ALL_PREFIXES = [
  ...OTHER_PROVIDER_PREFIXES,
  ...OPENAI_KEY_PREFIXES,
  ...ID_PREFIXES,
  OAUTH_TOKEN_PREFIX,
];

/** The public prefix a credential begins with, or null. */
export function findKeyPrefix(value: string): string | null {
  return ALL_PREFIXES.find((prefix) => value.startsWith(prefix)) ?? null;
}
