import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';

/** Handles unknown paths below `/api`, because Next's own 404 page lacks the headers of an API. */
export async function refuseUnknownPath(): Promise<never> {
  throw new StarlightError({
    kind: 'invalid_request',
    status: 404,
    details: { reason: 'unknown_path' },
  });
}
