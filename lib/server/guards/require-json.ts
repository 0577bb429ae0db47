import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';

/**
 * Accepts only JSON. A plain form cannot send this type, so another site needs a CORS preflight, which
 * is never granted.
 *
 * @throws `unsupported_media_type`, also for a compressed body, which could expand to any size
 */
export function requireJson(request: Request): void {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (type !== 'application/json' || encoding !== 'identity') {
    throw new StarlightError('unsupported_media_type');
  }
}
