import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';

/**
 * Refuses what no upstream could accept: a key whose shape is wrong is never sent.
 *
 * @throws `key_missing`, `key_malformed` or `wrong_credential_type` as the inspection found it
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
