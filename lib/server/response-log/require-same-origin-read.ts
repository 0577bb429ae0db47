import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';
import { requireSameOrigin } from '../guards/require-same-origin.ts';

/**
 * Allows reads by this site's pages, from the address bar, and by programs, but not by other sites.
 * Browsers send no `Origin` with a same-origin read, so `Sec-Fetch-Site` decides; on plain http, where
 * they do not send that either, an `Origin` must be the site's own if it is present.
 *
 * @throws `origin_rejected`
 */
export function requireSameOriginRead(request: Request, config: Pick<Config, 'origin'>): void {
  const { headers } = request;
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') {
    throw new StarlightError('origin_rejected');
  }
  if (headers.has('origin')) requireSameOrigin(request, config);
}
