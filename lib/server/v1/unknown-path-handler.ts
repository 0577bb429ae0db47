import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ApiContext } from '../http/api-route.ts';
import { refuseUnknownPath } from '../http/refuse-unknown-path.ts';
import { teamRoute } from './team-route.ts';

// Where OpenAI keeps responses, which Starlight does not.
const STORED = /^\/v1\/(?:responses|conversations)(?:\/|$)/;

/** Any other path under `/v1`: a 404 that OpenAI's clients can read, without a token check. */
export const handleUnknownPath = teamRoute('/v1/*', refusePath);

async function refusePath({ request }: ApiContext): Promise<never> {
  if (!STORED.test(new URL(request.url).pathname)) return await refuseUnknownPath();
  const details = { reason: 'nothing_stored' };
  throw new StarlightError({ kind: 'invalid_request', status: 404, details });
}
