import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';

/**
 * Refuses a key that no upstream could accept: a malformed key is never sent.
 *
 * @throws `key_missing`, `key_malformed` or `wrong_credential_type` depending on what the inspection found
 */
export function requireUsableKey({
  mode,
  apiKey,
  keyInspection,
}: Pick<Config, 'mode' | 'apiKey' | 'keyInspection'>): void {
  if (mode === 'demo') return;
  if (!keyInspection.ok) {
    const { kind, details } = keyInspection;
    throw new StarlightError({ kind, details });
  }
  if (apiKey === null) throw new StarlightError('key_missing');
}
