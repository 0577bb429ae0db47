import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';

/**
 * Refuses a body that says itself to be too large, before any of it is read. One that does not say,
 * or lies, is counted by `readJsonBody`.
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
