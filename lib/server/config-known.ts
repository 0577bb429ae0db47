import 'server-only';
import type { ConfigReader, Environment } from './config-reader.ts';

/** Every variable that Starlight reads under its own name. */
export const STARLIGHT_VARIABLES: ReadonlySet<string> = new Set([
  'STARLIGHT_ACCESS_CODE',
  'STARLIGHT_ALLOW_HTTP_UPSTREAM',
  'STARLIGHT_CLOSED',
  'STARLIGHT_CONTACT',
  'STARLIGHT_DAILY_SPEND',
  'STARLIGHT_DAILY_TOKENS',
  'STARLIGHT_DEMO',
  'STARLIGHT_GLOBAL_RATE_LIMIT',
  'STARLIGHT_IDLE_TIMEOUT_MS',
  'STARLIGHT_MAX_BODY_BYTES',
  'STARLIGHT_MAX_OUTPUT_TOKENS',
  'STARLIGHT_MODELS',
  'STARLIGHT_OPERATOR_CODE',
  'STARLIGHT_ORIGIN',
  'STARLIGHT_PUBLIC',
  'STARLIGHT_RATE_LIMIT',
  'STARLIGHT_RESPONSE_LOG',
  'STARLIGHT_SESSION_SECRET',
  'STARLIGHT_SYSTEM_PROMPT',
  'STARLIGHT_TEAM_RATE_LIMITS',
  'STARLIGHT_TEAM_SHARES',
  'STARLIGHT_TEAM_TOKENS',
  'STARLIGHT_TOTAL_TIMEOUT_MS',
  'STARLIGHT_TRUSTED_PROXY_HOPS',
  'STARLIGHT_TTFB_TIMEOUT_MS',
]);

// Those of the test suite and of the build, which the server does not read.
const OF_THE_TOOLS = /^STARLIGHT_(CHROMIUM|TEST_|STANDALONE$)/;

/** Warns of variables that begin like ours and are none, since a misspelt code protects nothing. */
export function warnOfUnknownVariables(env: Environment, reader: ConfigReader): void {
  for (const variable of Object.keys(env).sort()) {
    if (!/^STARLIGHT_[A-Z0-9_]{1,50}$/.test(variable)) continue;
    if (STARLIGHT_VARIABLES.has(variable) || OF_THE_TOOLS.test(variable)) continue;
    reader.warn(
      variable,
      'unknown_variable',
      'Starlight has no variable of this name.',
      'Compare its spelling with .env.local.example.',
    );
  }
}
