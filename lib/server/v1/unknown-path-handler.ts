import 'server-only';
import { refuseUnknownPath } from '../http/refuse-unknown-path.ts';
import { teamRoute } from './team-route.ts';

/** Any other path under `/v1`: a 404 that OpenAI's clients can read, without a token check. */
export const handleUnknownPath = teamRoute('/v1/*', refuseUnknownPath);
