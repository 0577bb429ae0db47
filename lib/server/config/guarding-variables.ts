import 'server-only';

/**
 * Variables that limit money or access. An unreadable value must not be treated as unset: chat is
 * off until it can be read.
 *
 * STARLIGHT_PUBLIC, STARLIGHT_CLOSED and STARLIGHT_ALLOW_HTTP_UPSTREAM are not listed: an unclear
 * value counts as the stricter one.
 */
const GUARDS: ReadonlySet<string> = new Set([
  'OPENAI_BASE_URL',
  'OPENAI_ORG_ID',
  'OPENAI_PROJECT_ID',
  'REDIS_URL',
  'STARLIGHT_ACCESS_CODE',
  'STARLIGHT_DAILY_SPEND',
  'STARLIGHT_DAILY_TOKENS',
  'STARLIGHT_DEMO',
  'STARLIGHT_GLOBAL_RATE_LIMIT',
  'STARLIGHT_MAX_BODY_BYTES',
  'STARLIGHT_MAX_OUTPUT_TOKENS',
  'STARLIGHT_MAX_THINKING_TOKENS',
  'STARLIGHT_MODELS',
  'STARLIGHT_OPERATOR_CODE',
  'STARLIGHT_ORIGIN',
  'STARLIGHT_PRICES',
  'STARLIGHT_RATE_LIMIT',
  'STARLIGHT_SESSION_SECRET',
  'STARLIGHT_STATE_FILE',
  'STARLIGHT_TEAM_RATE_LIMITS',
  'STARLIGHT_TEAM_SHARES',
  'STARLIGHT_TEAM_TOKENS',
  'STARLIGHT_TRUSTED_PROXY_HOPS',
]);

/** Whether chat is off while the value of this variable cannot be read. */
export function isGuard(variable: string): boolean {
  return GUARDS.has(variable);
}

/** Names that a misspelled variable may have been meant as; chat is off in that case too. */
export const GUARDING_NAMES: readonly string[] = [...GUARDS, 'STARLIGHT_CLOSED'].filter(
  // Names like it belong to other programs.
  (name) => name !== 'REDIS_URL',
);
