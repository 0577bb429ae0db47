const LINK_PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
const MAX_HREF_LENGTH = 8192;
// The URL parser deletes white space and makes `/` of a backslash, so the link would lead elsewhere.
// biome-ignore lint/suspicious/noControlCharactersInRegex: an address that has them must be found.
const CHANGED_BY_PARSER = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029\\]/g;
const LAST_BLANK = 0xa0;
const FIRST_VISIBLE = 0x21;
const FIRST_CONTROL_AFTER_ASCII = 0x7f;

/**
 * The address as the URL parser (WHATWG) writes it, or `null` unless it is an absolute http, https
 * or mailto address. The checked value is the one returned: a caller never uses the raw text. An
 * address with a user name or password is refused: `https://bank.example@evil.example` leads to the
 * latter. White space, backslashes and brackets are encoded, as CommonMark's reference does.
 */
export function safeHref(raw: string): string | null {
  if (last?.raw !== raw) last = { raw, href: readHref(raw) };
  return last.href;
}

// A definition is used many times, and parsing an address costs its length.
let last: { raw: string; href: string | null } | null = null;

function readHref(raw: string): string | null {
  if (raw.length > MAX_HREF_LENGTH) return null;
  const address = trimBlanks(raw).replace(CHANGED_BY_PARSER, encodeURIComponent);
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!LINK_PROTOCOLS.has(url.protocol) || url.username !== '' || url.password !== '') return null;
  // The brackets of a host are an IPv6 address.
  const start = url.protocol.length + (url.host === '' ? 0 : 2 + url.host.length);
  const rest = url.href.slice(start).replaceAll('[', '%5B').replaceAll(']', '%5D');
  return url.href.slice(0, start) + rest;
}

/** Without white space and control characters at its ends. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code < FIRST_VISIBLE || (code >= FIRST_CONTROL_AFTER_ASCII && code <= LAST_BLANK);
}
