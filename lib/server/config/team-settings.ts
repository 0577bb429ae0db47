import 'server-only';
import { isGuessable } from '../session/is-guessable.ts';
import type { TeamToken } from './config.ts';
import type { ConfigReader } from './config-reader.ts';

const TOKENS = 'STARLIGHT_TEAM_TOKENS';
const RATES = 'STARLIGHT_TEAM_RATE_LIMITS';
const SHARES = 'STARLIGHT_TEAM_SHARES';
const MIN_TEAM_TOKEN = 24;

/**
 * Reads the teams: `name:token` pairs, and optional `name:number` pairs for requests per minute and
 * percent of the daily caps. The numbers have their own variables, so that none can be mistaken for
 * part of a token. Pairs are separated by commas or white space; a malformed pair is skipped and
 * reported by its number.
 *
 * @param rateLimit requests per minute for a team without its own
 */
export function readTeamTokens(reader: ConfigReader, rateLimit: number): TeamToken[] {
  const tokens = readTokens(reader);
  const names = new Set(tokens.map(({ name }) => name));
  const rates = readNumbers(reader, { variable: RATES, names, max: 1_000_000, what: 'requests' });
  const shares = readShares(reader, names);
  return tokens.map(({ name, token }) => ({
    name,
    token,
    rateLimit: rates.get(name) ?? rateLimit,
    sharePercent: shares.get(name) ?? null,
  }));
}

function readTokens(reader: ConfigReader): Pick<TeamToken, 'name' | 'token'>[] {
  const owners = new Map<string, string>();
  return pairsOf(TOKENS, reader).flatMap((pair, index) => {
    const separator = pair.indexOf(':');
    const name = pair.slice(0, Math.max(separator, 0));
    const token = pair.slice(separator + 1);
    const owner = owners.get(token) ?? name;
    // Its spending would be counted for one team only, and the other team's limits would never apply.
    const reason = teamTokenProblem(name, token) ?? (owner === name ? null : 'token_twice');
    if (reason === null) {
      owners.set(token, name);
      return [{ name, token }];
    }
    const problem = `Pair ${index + 1} isn't used: ${TEAM_TOKEN_MESSAGE[reason]}.`;
    const fix = `Write name:token, with a token of ${MIN_TEAM_TOKEN} characters or more, such as the output of: openssl rand -hex 24`;
    // A short or guessable token can be read, and grants nothing, so a warning is enough.
    if (GRANTS_NOTHING.has(reason)) reader.warn(TOKENS, reason, problem, fix);
    else reader.report(TOKENS, pair, { reason, problem, fix });
    return [];
  });
}

const TEAM_TOKEN_MESSAGE = {
  token_name: 'it has no name of letters, digits, dots, hyphens or underscores before a colon',
  token_short: `its token has fewer than ${MIN_TEAM_TOKEN} characters`,
  token_quotes: 'its token starts or ends with a quote',
  token_guessable: 'its token consists of words, keyboard rows or repeats, so it can be guessed',
  token_characters: "its token has characters a header can't contain",
  token_twice: 'its token also belongs to another team',
} as const;

const GRANTS_NOTHING: ReadonlySet<string> = new Set(['token_short', 'token_guessable']);

function teamTokenProblem(name: string, token: string): keyof typeof TEAM_TOKEN_MESSAGE | null {
  if (!/^[\w.-]{1,40}$/.test(name)) return 'token_name';
  if (/^["'`]|["'`]$/.test(token)) return 'token_quotes';
  if (token.length < MIN_TEAM_TOKEN) return 'token_short';
  if (!/^[\x21-\x7e]+$/.test(token)) return 'token_characters';
  return isGuessable(token, 'online') ? 'token_guessable' : null;
}

/** Percent by team. If the shares leave nothing for anyone else, none apply and chat is off. */
function readShares(reader: ConfigReader, names: ReadonlySet<string>): Map<string, number> {
  const shares = readNumbers(reader, { variable: SHARES, names, max: 99, what: 'percent' });
  const sum = Array.from(shares.values()).reduce((before, share) => before + share, 0);
  if (sum < 100) return shares;
  reader.error(
    SHARES,
    'shares_too_large',
    'Together they add up to 100 percent or more, which leaves nothing for visitors to the page, so chat is off.',
    'Make them add up to less than 100, or remove the variable.',
  );
  return new Map();
}

type NumberPairs = {
  variable: string;
  names: ReadonlySet<string>;
  max: number;
  what: 'requests' | 'percent';
};

function readNumbers(
  reader: ConfigReader,
  { variable, names, max, what }: NumberPairs,
): Map<string, number> {
  const found = new Map<string, number>();
  for (const [index, pair] of pairsOf(variable, reader).entries()) {
    const [, name = '', digits = ''] = /^([^:]*):(\d{1,9})%?$/.exec(pair) ?? [];
    const value = Number(digits);
    const reason = numberProblem(name, value, { names, max, found });
    if (reason === null) {
      found.set(name, value);
      continue;
    }
    const message = {
      pair_number: `it isn't a name, a colon and a whole number from 1 to ${max}`,
      team_unknown: `${TOKENS} has no team with that name`,
      team_twice: 'an earlier pair already names its team',
    }[reason];
    reader.report(variable, pair, {
      reason,
      problem: `Pair ${index + 1} isn't used: ${message}. Chat is off until you fix it.`,
      fix: `Write name:number, with a team from ${TOKENS} and its ${what === 'requests' ? 'requests a minute' : 'percentage of the daily caps'}.`,
    });
  }
  return found;
}

function numberProblem(
  name: string,
  value: number,
  { names, max, found }: Pick<NumberPairs, 'names' | 'max'> & { found: Map<string, number> },
): 'pair_number' | 'team_unknown' | 'team_twice' | null {
  if (value < 1 || value > max) return 'pair_number';
  if (!names.has(name)) return 'team_unknown';
  return found.has(name) ? 'team_twice' : null;
}

function pairsOf(variable: string, reader: ConfigReader): string[] {
  return (reader.text(variable) ?? '').split(/[\s,]+/).filter(Boolean);
}
