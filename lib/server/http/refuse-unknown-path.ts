import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';

/** Any other address below `/api`: Next's own page for it would come without the headers of an API. */
export async function refuseUnknownPath(): Promise<never> {
  throw new StarlightError({
    kind: 'invalid_request',
    status: 404,
    details: { reason: 'unknown_path' },
  });
}
