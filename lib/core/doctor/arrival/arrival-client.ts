import { type ApiClient, nameApiClient } from '../../key/api-client.ts';
import { findKeyPrefix } from '../../key/key-prefixes.ts';

/** The program that sent a request: which help applies, and its name. */
export type ArrivalClient = {
  api: ApiClient;
  name: string;
  /** It runs in a page, where every visitor can read its key. */
  inPage: boolean;
};

const NAMES: Record<ApiClient, string> = {
  axios: 'axios',
  browser: 'a page in the browser',
  curl: 'curl',
  fetch: 'fetch in Node, Deno or Bun',
  httpx: "Python's httpx",
  openai_node: 'the openai package for JavaScript',
  openai_python: 'the openai package for Python',
  python_requests: "Python's requests",
  other: 'an unidentified client',
};

// A browser sets its own user agent, but axios keeps its default Accept header.
const AXIOS_ACCEPT = 'application/json, text/plain, */*';

/** Names the client by its user agent and, in a page, by the Accept header that axios sends. */
export function readArrivalClient(userAgent: string | null, accept: string | null): ArrivalClient {
  const api = nameApiClient(userAgent);
  if (api === 'browser') {
    return accept === AXIOS_ACCEPT
      ? { api: 'axios', name: 'axios in a page', inPage: true }
      : { api, name: NAMES.browser, inPage: true };
  }
  const named = api === 'other' ? productOf(userAgent ?? '') : null;
  return { api, name: named ?? NAMES[api], inPage: false };
}

/** `PostmanRuntime` of `PostmanRuntime/7.43`: only letters, and nothing that starts like a key. */
function productOf(userAgent: string): string | null {
  const [product = ''] = userAgent.split(/[/ ]/, 1);
  const words = product.split('-');
  if (product.length > 24 || words.length > 4) return null;
  if (!words.every((word) => /^[A-Za-z]{1,24}$/.test(word))) return null;
  return findKeyPrefix(product) === null ? product : null;
}
