import 'server-only';
import { requireMethod } from '../guards/require-method.ts';
import { type ApiContext, apiRoute } from '../http/api-route.ts';
import { limitVisitorRate } from '../limits/limit-visitor-rate.ts';
import { wireErrorOf } from '../upstream/wire-error.ts';
import { authorizeTeam } from './authorize-team.ts';
import { respondUnauthorized, respondWithOpenAiError, toOpenAiError } from './openai-error.ts';
import { requireTeamServing } from './require-team-serving.ts';

/** `GET /v1/models`: the offered models as OpenAI lists its own; the upstream is not asked. */
export const handleModels = apiRoute('/v1/models', listModels, {
  onError: (body, { config }) =>
    respondWithOpenAiError(body, toOpenAiError(body, wireErrorOf(null), config)),
});

async function listModels({ request, config, log, answerHeaders }: ApiContext): Promise<Response> {
  log.set({ role: 'visitor' });
  requireMethod(request, 'GET', 'HEAD');
  const team = await authorizeTeam(request, config);
  if (!team.ok) {
    log.set({ kind: 'access_required', reason: team.code });
    return respondUnauthorized(team);
  }
  const { name, rateLimit } = team.team;
  log.set({ teamToken: name });
  log.note({ isKnown: true });
  requireTeamServing(config);
  await limitVisitorRate(
    { limitKey: `team:${name}`, policy: 'team' },
    { ...config, rateLimit },
    answerHeaders,
  );
  // `created` is not known here, and OpenAI's own clients require a number.
  const data = config.models.map((id) => ({ id, object: 'model', created: 0, owned_by: 'system' }));
  return Response.json({ object: 'list', data });
}
