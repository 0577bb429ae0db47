const LINK_PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
const MAX_HREF_LENGTH = 8192;
// biome-ignore lint/suspicious/noControlCharactersInRegex: this removes control characters.
const CONTROL_OR_SPACE = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029]/g;

/**
 * The address as the URL parser (WHATWG) writes it, or `null` unless it is an absolute http, https
 * or mailto address. The checked value is the one returned: a caller never uses the raw text. An
 * address with a user name or password is refused: `https://bank.example@evil.example` leads to the
 * latter.
 */
export function safeHref(raw: string): string | null {
  if (last?.raw !== raw) last = { raw, href: readHref(raw) };
  return last.href;
}

// A definition is used many times, and parsing an address costs its length.
let last: { raw: string; href: string | null } | null = null;

function readHref(raw: string): string | null {
  if (raw.length > MAX_HREF_LENGTH) return null;
  const address = raw.replace(CONTROL_OR_SPACE, '');
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!LINK_PROTOCOLS.has(url.protocol) || url.username !== '' || url.password !== '') return null;
  return url.href;
}
