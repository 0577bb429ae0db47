// Every four characters of it contain a `~`, which occurs in neither base64 nor hexadecimal: no id,
// nonce or cookie looks like a fragment by chance, so one hit is a leak.
const SECRET = 'Zq7~Xw9~Yb3~Jf8~Tr2~Ld6~Gc4~Se5~Wi1~Uz0~Nv8~Hk5~';

/** The key of every site under test. */
export const CANARY_KEY = `sk-proj-${SECRET}`;

const FRAGMENTS = Array.from({ length: SECRET.length - 3 }, (_, at) => SECRET.slice(at, at + 4));

/**
 * How many of the texts contain a fragment of the key: any four consecutive characters after its
 * prefix.
 */
export function countLeaks(texts: readonly string[]): number {
  return texts.filter((text) => FRAGMENTS.some((fragment) => text.includes(fragment))).length;
}
