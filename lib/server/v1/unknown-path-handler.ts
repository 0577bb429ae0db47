import 'server-only';
import { refuseUnknownPath } from '../http/refuse-unknown-path.ts';
import { teamRoute } from './team-route.ts';

/** Any other address below `/v1`: a 404 that OpenAI's clients can read. It asks nothing and tells nothing. */
export const handleUnknownPath = teamRoute('/v1/*', refuseUnknownPath);
