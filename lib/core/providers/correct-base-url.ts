import { holdsKey } from '../key/key-like.ts';
import { trimEndWhile } from '../text/trim-end-while.ts';
import { type Provider, providerOfHost, providerOfWrongHost } from './find-provider.ts';

export type Correction = {
  provider: Provider;
  baseUrl: string;
  /** Whether the host is the API's, so that only the path is wrong. */
  isApiHost: boolean;
};

const MAX_LENGTH = 2000;
const ENDPOINT = /\/(?:chat\/completions|completions|chat|responses|models|embeddings)$/;
const SAFE_SEGMENT = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * The base URL that is meant by an address at a provider's API host, website or former host. `null` if
 * the address is right, or no provider of the table is there. Repeats at most host names of the table
 * and path segments that cannot be secret, so that the result may be shown. Never throws.
 */
export function correctBaseUrl(address: string): Correction | null {
  const url = parseAddress(address);
  if (url === null) return null;
  const provider = providerOfHost(url.host);
  if (provider === null) {
    const meant = providerOfWrongHost(url.host);
    return meant && { provider: meant, baseUrl: meant.baseUrl, isApiHost: false };
  }
  const base = new URL(provider.baseUrl);
  const path = trimEndWhile(url.pathname, /\//);
  const baseUrl = `https://${url.hostname}${rightPath(path, provider, base.pathname)}`;
  const given = trimEndWhile(address.trim(), /\//);
  return URL.parse(given)?.href === new URL(baseUrl).href
    ? null
    : { provider, baseUrl, isApiHost: true };
}

function parseAddress(address: string): URL | null {
  const text = address.trim();
  if (text.length > MAX_LENGTH) return null;
  const url = URL.parse(/^[a-z]{1,10}:\/\//i.test(text) ? text : `https://${text}`);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url : null;
}

function rightPath(path: string, { otherPaths = [] }: Provider, basePath: string): string {
  const withoutEndpoint = path.replace(ENDPOINT, '');
  const patterns = [basePath.replace(/YOUR-[A-Z]{1,20}/g, '*'), ...otherPaths];
  for (const candidate of [withoutEndpoint, path]) {
    if (patterns.some((pattern) => matchesPath(trimEndWhile(pattern, /\//), candidate))) {
      return candidate;
    }
  }
  return trimEndWhile(fillPath(withoutEndpoint.split('/'), basePath), /\//);
}

function matchesPath(pattern: string, path: string): boolean {
  const expected = pattern.split('/');
  const segments = path.split('/');
  return (
    segments.length === expected.length &&
    expected.every((part, at) => (part === '*' ? isSafe(segments[at]) : part === segments[at]))
  );
}

/** Puts what was given into the base path's blanks, up to the first segment that differs. */
function fillPath(given: readonly string[], basePath: string): string {
  let same = true;
  return basePath
    .split('/')
    .map((part, at) => {
      const segment = given[at];
      const isBlank = part.startsWith('YOUR-');
      if (same && isBlank && segment !== undefined && isSafe(segment)) return segment;
      same &&= !isBlank && part === segment;
      return part;
    })
    .join('/');
}

function isSafe(segment: string | undefined): boolean {
  return segment !== undefined && SAFE_SEGMENT.test(segment) && !holdsKey(segment);
}
