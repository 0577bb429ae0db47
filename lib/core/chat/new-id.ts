/** The longest id of a stored record, in UTF-16 units. Imported ids can have any form. */
export const MAX_ID_LENGTH = 200;

/**
 * A random UUID (RFC 9562, version 4). `crypto.randomUUID` exists only on https and localhost, but
 * Starlight also runs over plain http in local networks.
 */
export function newId(random: Pick<Crypto, 'getRandomValues'> = crypto): string {
  const bytes = random.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
