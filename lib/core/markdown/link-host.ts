import { stripInvisible } from './visible-text.ts';

// A host as a reader takes it: labels with dots between, the last of letters in any script, or an
// IPv4 address; with what stands before an @. The lookbehind lets each word be tried only once:
// without it a long word costs its square.
const HOST_LIKE =
  /(?<![\p{L}\p{N}_.+/-])(?<scheme>(?:https?:)?\/\/)?(?<user>[\p{L}\p{N}_.+-]+@)?(?<host>(?:[\p{L}\p{N}_-]+[.。．｡])+\p{L}[\p{L}\p{N}-]+|\d{1,3}(?:\.\d{1,3}){3}(?!\d))/giu;
const FILE_ENDING =
  /\.(?:[cm]?[jt]sx?|json|html?|s?css|mdx?|py|rb|ya?ml|toml|lock|txt|csv|xml|svg|env|sql|java|cpp|php)$/i;

/** Where a link that `safeHref` returned leads: the host, or the address of a mailto link. */
export function destinationOf(href: string): string {
  const url = new URL(href);
  return url.protocol === 'mailto:' ? decodeAddress(url.pathname) : url.host;
}

/**
 * The destination, where the text of a link names another host than the one it leads to, or the
 * same one in characters that only look alike; `null` where the text deceives nobody.
 * `href` is one that `safeHref` returned.
 */
export function hostToShow(text: string, href: string): string | null {
  if (text === href || `${text}/` === href) return null;
  const destination = destinationOf(href);
  for (const { groups } of stripInvisible(text).matchAll(HOST_LIKE)) {
    const host = groups?.['host'] ?? '';
    const user = groups?.['user'];
    if (user === undefined && groups?.['scheme'] === undefined && isFileName(host)) continue;
    if (!names(user, host, destination)) return destination;
  }
  return null;
}

/** Whether a host or address in a text is the one that the link leads to. */
function names(user: string | undefined, host: string, destination: string): boolean {
  if (user !== undefined) return (user + host).toLowerCase() === destination.toLowerCase();
  return bareHost(host) === bareHost(destination.slice(destination.lastIndexOf('@') + 1));
}

/** Lower case, without port, last dot and `www.`. */
function bareHost(host: string): string {
  const name = host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  return name.startsWith('www.') ? name.slice(4) : name;
}

/** `README.md` and `Next.js` are names of files and products, not of hosts. */
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
