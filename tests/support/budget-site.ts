import { POST as chat } from '#app/api/chat/route.ts';
import { POST as complete } from '#app/v1/chat/completions/route.ts';
import { type ErrorBody, parseErrorBody } from '#lib/core/errors/error-body.ts';
import { reply } from './completion-events.ts';
import { prepareSite } from './prepare-site.ts';
import { stream } from './scriptable-upstream.ts';
import { pageRequest, teamRequest } from './starlight-process.ts';

export const TEAM_TOKEN = 'team-token-of-at-least-24-characters';
export const HELLO = { messages: [{ role: 'user', content: 'hello' }], maxOutputTokens: 100 };

/** A site with a model whose price is known, and one without, which answers "hi". */
export const prepareBudgetSite = () =>
  prepareSite({
    respond: stream(reply('hi')),
    env: {
      STARLIGHT_MODELS: 'gpt-4o-mini,unknown-model',
      STARLIGHT_RATE_LIMIT: '1000',
      STARLIGHT_GLOBAL_RATE_LIMIT: '10000',
    },
  });

/** The settings of a site with a team and this budget for a day, in tokens. */
export const withTeamBudget = (dailyTokens: string) => ({
  STARLIGHT_DAILY_TOKENS: dailyTokens,
  STARLIGHT_MAX_OUTPUT_TOKENS: '100',
  STARLIGHT_TEAM_TOKENS: `scripts:${TEAM_TOKEN}`,
});

/** Sends a message as the page does. */
export const ask = (body: unknown = HELLO, headers: Record<string, string> = {}) =>
  chat(pageRequest('/api/chat', body, { headers }));

/** Sends the same message as a team's program does. */
export const askAsTeam = (more: object = {}, signal: AbortSignal | null = null) =>
  complete(
    new Request(
      teamRequest('/v1/chat/completions', TEAM_TOKEN, {
        messages: HELLO.messages,
        model: 'gpt-4o-mini',
        ...more,
      }),
      { signal },
    ),
  );

/** The error of a refused message. */
export async function errorOf(response: Response): Promise<ErrorBody | null> {
  return parseErrorBody((await response.json()).error);
}
