import 'server-only';
import { randomBytes } from 'node:crypto';

/**
 * A new ID for one request: `sl_` and 20 hex digits. Never taken from the client, so that it can be
 * trusted in a log. Hex, because base64 could spell the prefix of a key.
 */
export function newRequestId(random: (size: number) => Buffer = randomBytes): string {
  return `sl_${random(10).toString('hex')}`;
}
