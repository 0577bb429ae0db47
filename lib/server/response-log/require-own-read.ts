import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';
import { requireSameOrigin } from '../guards/require-same-origin.ts';

/**
 * Lets a read by a page of this site through, by its address bar, and by a program; no other site's.
 * Browsers send no `Origin` with a read of their own site, so `Sec-Fetch-Site` decides; on plain
 * http, where they do not send that either, an `Origin` that came along must be the site's own.
 *
 * @throws `origin_rejected`
 */
export function requireOwnRead(request: Request, config: Pick<Config, 'origin'>): void {
  const { headers } = request;
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') {
    throw new StarlightError('origin_rejected');
  }
  if (headers.has('origin')) requireSameOrigin(request, config);
}
