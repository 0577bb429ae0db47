import { stripInvisible } from './visible-text.ts';

// What a reader takes for the dot of a host: the four that the URL parser accepts, and two
// lookalikes.
const DOT = /[.。．｡․﹒]/u;
// The characters of user names, hosts and paths. The text is first cut into such words, and each
// word is only matched from its start: a single expression that finds hosts anywhere has quadratic
// cost.
const WORD = /[\p{L}\p{N}_.。．｡․﹒+/-]+/gu;
const SLASHES = /^\/{2,}/;
const DOTS = /^[.。．｡․﹒]+/u;
const LAST_LABEL = /^\p{L}[\p{L}\p{N}-]+/u;
const DECIMAL = /^\p{Nd}{1,3}(?!\p{Nd})/u;
const FILE_ENDING =
  /\.(?:[cm]?[jt]sx?|json|html?|s?css|mdx?|py|rb|ya?ml|toml|lock|txt|csv|xml|svg|env|sql|java|cpp|php)$/i;

/** Of an address that became a link by itself, the text is the address without them. */
const SCHEMES_LEFT_OUT = ['', 'http://', 'mailto:'];

/** A host in a text, what precedes its @, and whether it has a scheme. */
type NamedHost = { host: string; user: string | null; hasScheme: boolean };

/**
 * The destination of a link that `safeHref` returned: the host, or the address of a mailto link.
 */
export function destinationOf(href: string): string {
  const url = new URL(href);
  return url.protocol === 'mailto:' ? decodeAddress(url.pathname) : url.host;
}

/**
 * The destination, if the text of a link names a different host than the one it leads to, or the
 * same one in lookalike characters; `null` if the text isn't misleading. `href` comes from
 * `safeHref`.
 */
export function hostToShow(text: string, href: string): string | null {
  if (
    SCHEMES_LEFT_OUT.some((scheme) => `${scheme}${text}` === href || `${scheme}${text}/` === href)
  ) {
    return null;
  }
  const destination = destinationOf(href);
  for (const { host, user, hasScheme } of hostsIn(stripInvisible(text))) {
    if (user === null && !hasScheme && isFileName(host)) continue;
    if (!matchesDestination(user, host, destination)) return destination;
  }
  return null;
}

/** Hosts as a reader sees them. */
function* hostsIn(text: string): Generator<NamedHost> {
  const words = [...text.matchAll(WORD)];
  for (let index = 0; index < words.length; index += 1) {
    const [word = ''] = words[index] ?? [];
    const end = (words[index]?.index ?? 0) + word.length;
    const address = word.replace(SLASHES, '');
    const hasScheme = address !== word;
    const next = words[index + 1];
    const isUser = text[end] === '@' && next?.index === end + 1 && !address.includes('/');
    const hostOfUser = isUser ? hostAtStart(next?.[0] ?? '') : null;
    if (hostOfUser !== null) {
      yield { host: hostOfUser, user: address, hasScheme };
      index += 1;
      continue;
    }
    const host = hostAtStart(address.replace(DOTS, ''));
    if (host !== null) yield { host, user: null, hasScheme };
  }
}

/** Labels with dots in between, the last made of letters in any script; or an IPv4 address. */
function hostAtStart(word: string): string | null {
  const labels = word.split(/[+/]/, 1).join('').split(DOT);
  const empty = labels.indexOf('');
  const complete = empty < 0 ? labels : labels.slice(0, empty);
  for (let last = complete.length - 1; last > 0; last -= 1) {
    const name = LAST_LABEL.exec(complete[last] ?? '')?.[0];
    if (name !== undefined) return word.slice(0, lengthOf(complete.slice(0, last)) + name.length);
  }
  const numbers = complete.slice(0, 4).map((label) => DECIMAL.exec(label)?.[0] ?? '');
  const isAddress =
    numbers.length === 4 &&
    numbers.every(
      (number, position) => number !== '' && (position === 3 || number === complete[position]),
    );
  return isAddress ? word.slice(0, lengthOf(numbers) - 1) : null;
}

/** Including the dot after each label. */
function lengthOf(labels: readonly string[]): number {
  return labels.reduce((length, label) => length + label.length + 1, 0);
}

/** Whether a host or address in a text is the link's destination. */
function matchesDestination(user: string | null, host: string, destination: string): boolean {
  if (user !== null) return `${user}@${host}`.toLowerCase() === destination.toLowerCase();
  return bareHost(host) === bareHost(destination.slice(destination.lastIndexOf('@') + 1));
}

/** Lower case, without port, trailing dot and `www.`. */
function bareHost(host: string): string {
  const name = host
    .toLowerCase()
    .replace(/:\d{1,5}$/, '')
    .replace(/\.$/, '');
  return name.startsWith('www.') ? name.slice(4) : name;
}

/** `README.md` and `Next.js` are files and products, not hosts. */
function isFileName(name: string): boolean {
  return name.split('.').length === 2 && FILE_ENDING.test(name);
}

function decodeAddress(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
