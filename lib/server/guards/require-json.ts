import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';

/**
 * Only JSON passes. Besides being what is read, the type cannot be sent by a plain form, so another
 * site has to ask first (CORS preflight) and is never answered.
 *
 * @throws `unsupported_media_type`, also for a compressed body, which could unfold to any size
 */
export function requireJson(request: Request): void {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (type !== 'application/json' || encoding !== 'identity') {
    throw new StarlightError('unsupported_media_type');
  }
}
