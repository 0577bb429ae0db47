import 'server-only';
import type { ConfigReader, Environment } from './config-reader.ts';
import { GUARDING_NAMES } from './guarding-variables.ts';
import { findNearName } from './near-name.ts';

/** Every variable that Starlight reads under its own name. */
export const STARLIGHT_VARIABLES: ReadonlySet<string> = new Set([
  'STARLIGHT_ACCESS_CODE',
  'STARLIGHT_ALLOW_HTTP_UPSTREAM',
  'STARLIGHT_API',
  'STARLIGHT_CLOSED',
  'STARLIGHT_CONTACT',
  'STARLIGHT_DAILY_SPEND',
  'STARLIGHT_DAILY_TOKENS',
  'STARLIGHT_DEMO',
  'STARLIGHT_FALLBACK',
  'STARLIGHT_GLOBAL_RATE_LIMIT',
  'STARLIGHT_IDLE_TIMEOUT_MS',
  'STARLIGHT_MAX_BODY_BYTES',
  'STARLIGHT_MAX_OUTPUT_TOKENS',
  'STARLIGHT_MAX_THINKING_TOKENS',
  'STARLIGHT_MODELS',
  'STARLIGHT_OPERATOR_CODE',
  'STARLIGHT_ORIGIN',
  'STARLIGHT_PRICES',
  'STARLIGHT_PUBLIC',
  'STARLIGHT_RATE_LIMIT',
  'STARLIGHT_RESPONSE_LOG',
  'STARLIGHT_SESSION_SECRET',
  'STARLIGHT_STATE_FILE',
  'STARLIGHT_SYSTEM_PROMPT',
  'STARLIGHT_TEAM_RATE_LIMITS',
  'STARLIGHT_TEAM_SHARES',
  'STARLIGHT_TEAM_TOKENS',
  'STARLIGHT_TITLES',
  'STARLIGHT_TOOLS',
  'STARLIGHT_TOTAL_TIMEOUT_MS',
  'STARLIGHT_TRUSTED_PROXY_HOPS',
  'STARLIGHT_TTFB_TIMEOUT_MS',
]);

// Used by the test suite and the build, and not read by the server.
const TOOL_VARIABLE = /^STARLIGHT_(CHROMIUM|TEST_|STANDALONE$)/;

const OPENAI_VARIABLES: ReadonlySet<string> = new Set([
  'OPENAI_BASE_URL',
  'OPENAI_ORG_ID',
  'OPENAI_PROJECT_ID',
]);
// A variable with such a name is meant to limit something, even if the rest of the name is wrong.
const LIMIT_NAME =
  /_(ACCESS|ALLOWED|ALLOWLIST|BUDGET|CAP|CLOSED?|CODE|COST|DAILY|DOLLAR|HOPS|HOURLY|LIMIT|MAX|MODEL|MONTHLY|PASS|PASSCODE|PASSPHRASE|PASSWORD|PRICE|QUOTA|RATE|REDIS|REQUEST|SECRET|SHARE|SPEND|SPENDING|STATE|STORE|THROTTLE|TOKEN|USD|WHITELIST)S?(_|$)/;
// Kubernetes sets these in each container for a service whose name starts like ours (Service,
// "Environment variables").
const KUBERNETES_NAME = /_SERVICE_(HOST|PORT)(_|$)|_PORT(_\d{1,5}_(TCP|UDP|SCTP)(_|$)|$)/;
// Letters in either case, and the other characters that env files and containers allow in a name.
const CAN_BE_NAMED = /^[A-Za-z0-9_.-]{1,60}$/;

/**
 * Reports unknown variables whose names start like ours: a misspelled code protects nothing and a
 * misspelled cap limits nothing, so chat is off if the name may have been meant as one of these. A
 * list in a compose file (`- NAME = value`) keeps the space in the name; `#` comments a line out.
 */
export function reportUnknownVariables(env: Environment, reader: ConfigReader): void {
  const names = Object.keys(env).filter((variable) => env[variable]?.trim());
  for (const variable of names.sort()) {
    if (isRead(variable) || TOOL_VARIABLE.test(variable) || /^\s*#/.test(variable)) continue;
    const name = normalizeName(variable);
    const intended = findNearName(name, GUARDING_NAMES);
    // The value is read under the right name, which is also set or, on Windows, differs in case.
    if (intended !== null && env[intended] === env[variable]) continue;
    const displayName = CAN_BE_NAMED.test(variable) ? variable : (intended ?? name.slice(0, 60));
    if (intended !== null) reportMisspelled(displayName, intended, reader);
    else if (name.startsWith('STARLIGHT_') && !KUBERNETES_NAME.test(name)) {
      reportUnknown(displayName, name, reader);
    }
  }
}

/** Normalizes a name to the characters ours use: drops spaces and quotes, and replaces lookalikes. */
function normalizeName(variable: string): string {
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
  // Misspellings of the key's name are checked where the key is read.
  return variable.startsWith('OPENAI_API_');
}

/** Expected by whoever wants it below a path of another site; see docs/deploy/own-server.md. */
function reportBasePath(reader: ConfigReader): void {
  reader.warn(
    'STARLIGHT_BASE_PATH',
    'no_sub_path',
    "Starlight can't be served below a path of a site, so it isn't used.",
    'Remove it, and give Starlight a host name of its own, such as chat.example.com.',
  );
}

function reportMisspelled(displayName: string, intended: string, reader: ConfigReader): void {
  const problem =
    displayName === intended
      ? "A variable like this is set, but with a space, a quote or another character in its name or before it. It isn't read, so chat is off."
      : `Starlight has no variable with this name. It may be meant as ${intended}, so chat is off.`;
  reader.error(displayName, 'unknown_variable', problem, `Rename it to ${intended}, or remove it.`);
}

function reportUnknown(variable: string, name: string, reader: ConfigReader): void {
  if (name === 'STARLIGHT_BASE_PATH') {
    reportBasePath(reader);
    return;
  }
  const looksLikeLimit = LIMIT_NAME.test(name);
  const report = looksLikeLimit ? reader.error : reader.warn;
  report(
    variable,
    'unknown_variable',
    `Starlight has no variable with this name${looksLikeLimit ? ', which looks like a limit, so chat is off' : ''}.`,
    'Check its spelling against .env.local.example, or remove it.',
  );
}
