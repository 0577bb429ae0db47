import 'server-only';

/**
 * Variables that limit money or access. One whose value cannot be read must not be taken for one that
 * is not set: chat is off until it can be read.
 *
 * Not among them are STARLIGHT_PUBLIC, STARLIGHT_CLOSED and STARLIGHT_ALLOW_HTTP_UPSTREAM: a value
 * that is unclear counts as the stricter one, whatever it meant.
 */
const GUARDS: ReadonlySet<string> = new Set([
  'OPENAI_BASE_URL',
  'OPENAI_ORG_ID',
  'OPENAI_PROJECT_ID',
  'STARLIGHT_ACCESS_CODE',
  'STARLIGHT_DAILY_SPEND',
  'STARLIGHT_DAILY_TOKENS',
  'STARLIGHT_DEMO',
  'STARLIGHT_GLOBAL_RATE_LIMIT',
  'STARLIGHT_MAX_BODY_BYTES',
  'STARLIGHT_MAX_OUTPUT_TOKENS',
  'STARLIGHT_MODELS',
  'STARLIGHT_OPERATOR_CODE',
  'STARLIGHT_ORIGIN',
  'STARLIGHT_RATE_LIMIT',
  'STARLIGHT_SESSION_SECRET',
  'STARLIGHT_TEAM_RATE_LIMITS',
  'STARLIGHT_TEAM_SHARES',
  'STARLIGHT_TEAM_TOKENS',
  'STARLIGHT_TRUSTED_PROXY_HOPS',
]);

/** Whether chat is off while the value of this variable cannot be read. */
export function isGuard(variable: string): boolean {
  return GUARDS.has(variable);
}

/** Names that a misspelt variable may have been meant for, to whose loss chat is off as well. */
export const GUARDING_NAMES: readonly string[] = [...GUARDS, 'STARLIGHT_CLOSED'];
