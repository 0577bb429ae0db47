import 'server-only';
import { createHash, timingSafeEqual } from 'node:crypto';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { readBearerToken } from '#lib/core/key/diagnose-authorization.ts';
import type { Config, TeamToken } from '../config/config.ts';
import type { RateLimitKey } from '../limits/limit-visitor-rate.ts';
import { explainMissingToken } from '../v1/explain-missing-token.ts';

/** The team whose program sent the request. */
type Team = Pick<TeamToken, 'name' | 'rateLimit'> & {
  /** The key that the team's requests are counted under, and its name in the headers. */
  limitKey: `team:${string}`;
  policy: Extract<RateLimitKey['policy'], 'team'>;
};

/**
 * An error that tells a program's author what arrived and what to change.
 *
 * `code` is in OpenAI's style; `advice` is in our words and contains nothing of what was sent.
 */
export class TeamRefusedError extends StarlightError {
  readonly code: string;
  readonly advice: string;

  constructor({ code, advice }: { code: string; advice: string }) {
    super({ kind: 'access_required', details: { reason: code } });
    this.code = code;
    this.advice = advice;
  }
}

const NO_TOKENS =
  "This site has no team tokens, so other programs can't call it. The site owner can set STARLIGHT_TEAM_TOKENS to name:token pairs, with tokens of 24 characters or more.";
const WRONG_TOKEN =
  "The Authorization header has the right format, but its token isn't one of this site's team tokens. Ask the site owner for one.";
const OPENAI_KEY =
  'The Authorization header has the right format, but it contains an OpenAI key. This site requires a team token: ask the site owner for one, and keep the key off this machine.';

/**
 * Finds the team whose token the request contains.
 *
 * @throws `TeamRefusedError`, an `access_required`, without a token of this site
 */
export async function requireTeam(
  request: Request,
  { teamTokens }: Pick<Config, 'teamTokens'>,
): Promise<Team> {
  const reading = readBearerToken(request.headers.get('authorization'));
  if (!reading.ok) throw new TeamRefusedError(await explainMissingToken(request));
  const team = findTeam(reading.token, teamTokens);
  if (team !== null) {
    const { name, rateLimit } = team;
    return { name, rateLimit, limitKey: `team:${name}`, policy: 'team' };
  }
  if (teamTokens.length === 0) {
    throw new TeamRefusedError({ code: 'no_team_tokens', advice: NO_TOKENS });
  }
  const advice = /^sk-/.test(reading.token) ? OPENAI_KEY : WRONG_TOKEN;
  throw new TeamRefusedError({ code: 'invalid_api_key', advice });
}

/** Compares with every token, as hashes of equal length, so that its timing reveals nothing. */
function findTeam(token: string, teamTokens: Config['teamTokens']): TeamToken | null {
  const received = digestOf(token);
  let found: TeamToken | null = null;
  for (const team of teamTokens) {
    if (timingSafeEqual(received, digestOf(team.token))) found = team;
  }
  return found;
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
