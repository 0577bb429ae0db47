import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';

/**
 * Rejects a body that declares itself too large, before any of it is read. If the length is missing or
 * wrong, `readJsonBody` counts.
 *
 * @throws `body_too_large` with limit and length in bytes
 */
export function limitDeclaredLength(request: Request, maxBytes: number): void {
  const declared = request.headers.get('content-length');
  if (declared === null || !/^\d+$/.test(declared)) return;
  const used = Number(declared);
  if (used <= maxBytes) return;
  throw new StarlightError({
    kind: 'body_too_large',
    details: { limit: maxBytes, used, limitUnit: 'bytes' },
  });
}
