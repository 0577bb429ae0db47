import 'server-only';
import type { ConfigReader, Environment } from './config-reader.ts';
import { GUARDING_NAMES } from './guarding-variables.ts';
import { findNearName } from './near-name.ts';

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

const OPENAI_VARIABLES: ReadonlySet<string> = new Set([
  'OPENAI_BASE_URL',
  'OPENAI_ORG_ID',
  'OPENAI_PROJECT_ID',
]);
// Who names a variable so means to hold something back, whatever else is wrong with the name.
const OF_A_LIMIT =
  /_(ACCESS|ALLOWED|ALLOWLIST|BUDGET|CAP|CLOSED?|CODE|COST|DAILY|DOLLAR|HOPS|HOURLY|LIMIT|MAX|MODEL|MONTHLY|PASS|PASSCODE|PASSPHRASE|PASSWORD|QUOTA|RATE|REQUEST|SECRET|SHARE|SPEND|SPENDING|THROTTLE|TOKEN|USD|WHITELIST)S?(_|$)/;
// What Kubernetes tells each container of a service that begins like ours (Service, "Environment variables").
const OF_KUBERNETES = /_SERVICE_(HOST|PORT)(_|$)|_PORT(_\d{1,5}_(TCP|UDP|SCTP)(_|$)|$)/;
// Of letters in any case, and of what env files and containers allow in a name besides.
const CAN_BE_NAMED = /^[A-Za-z0-9_.-]{1,60}$/;

/**
 * Reports variables that begin like ours and are none: a misspelt code protects nothing and a misspelt
 * cap holds nothing back, so chat is off where the name may have been meant for one of these. A list in
 * a compose file (`- NAME = value`) keeps the space in the name; `#` leaves a line out on purpose.
 */
export function reportUnknownVariables(env: Environment, reader: ConfigReader): void {
  const set = Object.keys(env).filter((variable) => env[variable]?.trim());
  for (const variable of set.sort()) {
    if (isRead(variable) || OF_THE_TOOLS.test(variable) || /^\s*#/.test(variable)) continue;
    const name = nameMeantBy(variable);
    const meant = findNearName(name, GUARDING_NAMES);
    // Read under its right name, which is set as well or, on Windows, has another case.
    if (meant !== null && env[meant] === env[variable]) continue;
    const shown = CAN_BE_NAMED.test(variable) ? variable : (meant ?? name.slice(0, 60));
    if (meant !== null) reportMisspelt(shown, meant, reader);
    else if (name.startsWith('STARLIGHT_') && !OF_KUBERNETES.test(name)) {
      reportUnknown(shown, name, reader);
    }
  }
}

/** A name in the letters that ours have: without spaces and quotes around it, and what only looks alike. */
function nameMeantBy(variable: string): string {
  return variable
    .normalize('NFKC')
    .toUpperCase()
    .replace(/^\W*EXPORT\s/, '')
    .replaceAll(/[-.]/g, '_')
    .replaceAll(/[^A-Z0-9_]/g, '')
    .replace(/^NEXT_PUBLIC_/, '');
}

function isRead(variable: string): boolean {
  if (STARLIGHT_VARIABLES.has(variable) || OPENAI_VARIABLES.has(variable)) return true;
  // The key's own near names are looked at where it is read.
  return variable.startsWith('OPENAI_API_');
}

function reportMisspelt(shown: string, meant: string, reader: ConfigReader): void {
  const problem =
    shown === meant
      ? "A variable like this is set, but with a space, a quote or another character in its name or before it. It isn't read, so chat is off."
      : `Starlight has no variable with this name. It may be meant as ${meant}, so chat is off.`;
  reader.error(shown, 'unknown_variable', problem, `Rename it to ${meant}, or remove it.`);
}

function reportUnknown(variable: string, name: string, reader: ConfigReader): void {
  const isOfALimit = OF_A_LIMIT.test(name);
  const report = isOfALimit ? reader.error : reader.warn;
  report(
    variable,
    'unknown_variable',
    `Starlight has no variable with this name${isOfALimit ? ', which looks like a limit, so chat is off' : ''}.`,
    'Check its spelling against .env.local.example, or remove it.',
  );
}
