import 'server-only';
import { createHash, timingSafeEqual } from 'node:crypto';
import { readBearerToken } from '#lib/core/key/diagnose-authorization.ts';
import type { Config, TeamToken } from '../config/config.ts';
import { diagnoseRequest } from './describe-authorization-fault.ts';

/** Who calls, or why nobody gets in: a code of OpenAI's style and our words. */
type TeamAuthorization =
  | { ok: true; team: Pick<TeamToken, 'name' | 'rateLimit'> }
  | { ok: false; code: string; message: string };

const NO_TOKENS =
  'This Starlight has no team tokens, so nobody can call it from another program. Its operator sets STARLIGHT_TEAM_TOKENS to name:token pairs, with tokens of 24 characters or more.';
const WRONG_TOKEN =
  'The Authorization header arrived in the right form, but its token is none of the team tokens of this Starlight. Ask its operator for one.';
const OPENAI_KEY =
  'The Authorization header arrived in the right form, but it holds a key of OpenAI. Here it must be a team token of this Starlight: ask its operator for one, and keep the key off this machine.';

/** Finds the team token that a request brings. Without one, says what arrived and how to send it right. */
export async function authorizeTeam(
  request: Request,
  { teamTokens }: Pick<Config, 'teamTokens'>,
): Promise<TeamAuthorization> {
  const reading = readBearerToken(request.headers.get('authorization'));
  if (!reading.ok) return diagnoseRequest(request);
  const team = findTeam(reading.token, teamTokens);
  if (team !== null) return { ok: true, team: { name: team.name, rateLimit: team.rateLimit } };
  if (teamTokens.length === 0) return { ok: false, code: 'no_team_tokens', message: NO_TOKENS };
  const message = /^sk-/.test(reading.token) ? OPENAI_KEY : WRONG_TOKEN;
  return { ok: false, code: 'invalid_api_key', message };
}

/** Compares with every token, as hashes of equal length: the time it takes tells nothing. */
function findTeam(token: string, teamTokens: Config['teamTokens']): TeamToken | null {
  const given = digestOf(token);
  let found: TeamToken | null = null;
  for (const team of teamTokens) {
    if (timingSafeEqual(given, digestOf(team.token))) found = team;
  }
  return found;
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
