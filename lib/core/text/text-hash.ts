/**
 * 106 bits of a text as 28 hexadecimal digits, the same everywhere: an ID for what has none. Not for
 * secrets: it is easy to find two texts with the same one.
 */
export function textHash(text: string): string {
  return hash53(text, 0x5741) + hash53(text, 0x4c4c);
}

/** cyrb53 (bryc, public domain): 53 bits, as 14 digits. */
function hash53(text: string, seed: number): string {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(16).padStart(14, '0');
}
