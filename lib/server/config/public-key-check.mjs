// Plain JavaScript without `server-only`, because next.config.mjs runs it before anything is built.
import { holdsKey } from '../../core/key/key-like.ts';

/** The owner of a secret, and the word after it that marks the variable as a secret. */
const NAMED_LIKE_A_SECRET = [
  { owner: /OPEN_?AI/i, secret: /KEY|TOKEN|SECRET/i },
  { owner: /STARLIGHT/i, secret: /CODE|SECRET|TOKEN|KEY/i },
  { owner: /REDIS/i, secret: /URL|PASSWORD|TOKEN/i },
];
const OWN_SECRETS = [
  'OPENAI_API_KEY',
  'REDIS_URL',
  'STARLIGHT_ACCESS_CODE',
  'STARLIGHT_OPERATOR_CODE',
  'STARLIGHT_SESSION_SECRET',
  'STARLIGHT_TEAM_TOKENS',
];
// Shorter values can turn up in another variable by chance.
const MIN_SECRET = 8;

/**
 * Throws if a `NEXT_PUBLIC_*` variable contains anything like a key, since Next builds those into
 * the page for everyone to read. The error names the variable and never its value.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {void}
 */
export function assertNoPublicKey(env) {
  const secrets = OWN_SECRETS.flatMap((name) => env[name]?.split(/[\s,]+/) ?? [])
    .map((value) => URL.parse(value)?.password || value.slice(value.indexOf(':') + 1))
    .filter((value) => value.length >= MIN_SECRET);
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith('NEXT_PUBLIC_') || value === undefined || value.trim() === '') continue;
    const exposes =
      isNamedLikeASecret(name) ||
      holdsKey(value) ||
      secrets.some((secret) => value.includes(secret));
    if (exposes) throw new Error(refusal(name));
  }
}

/** @param {string} name */
function isNamedLikeASecret(name) {
  return NAMED_LIKE_A_SECRET.some(({ owner, secret }) => {
    const at = name.search(owner);
    return at >= 0 && secret.test(name.slice(at));
  });
}

/** @param {string} name */
function refusal(name) {
  return [
    `${name} contains what looks like a key, and every NEXT_PUBLIC_ variable is built into the page, where anyone can read it.`,
    'Remove it and put the key in OPENAI_API_KEY.',
    'If this was ever built or deployed, the key is public: revoke it and create a new one.',
  ].join(' ');
}
