import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';

/** The failure of a reply of which one part is larger than any that is kept. */
export function tooLarge(): StarlightError {
  return new StarlightError({ kind: 'reply_invalid', details: { reason: 'too_large' } });
}
