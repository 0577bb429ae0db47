import 'server-only';
import { requireOfferedModels } from '../chat/require-offered-model.ts';
import { requireMethod } from '../guards/require-method.ts';
import { requireTeam } from '../guards/require-team.ts';
import type { ApiContext } from '../http/api-route.ts';
import { limitVisitorRate } from '../limits/limit-visitor-rate.ts';
import { requireTeamServing } from './require-team-serving.ts';
import { teamRoute } from './team-route.ts';

/** `GET /v1/models`: lists the offered models in OpenAI's format. Calls the upstream only where
 * patterns in STARLIGHT_MODELS decide, and its list is due. */
export const handleModels = teamRoute('/v1/models', listModels);

async function listModels({ request, config, log, answerHeaders }: ApiContext): Promise<Response> {
  requireMethod(request, 'GET', 'HEAD');
  const team = await requireTeam(request, config);
  log.set({ teamToken: team.name });
  log.note({ isKnown: true });
  requireTeamServing(config);
  await limitVisitorRate(team, { ...config, rateLimit: team.rateLimit }, answerHeaders);
  // `created` is unknown, and OpenAI's own clients require a number.
  const offered = await requireOfferedModels(config);
  const data = offered.map((id) => ({ id, object: 'model', created: 0, owned_by: 'system' }));
  return Response.json({ object: 'list', data });
}
