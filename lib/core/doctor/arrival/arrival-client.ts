import { type ApiClient, nameApiClient } from '../../key/api-client.ts';
import { findKeyPrefix } from '../../key/key-prefixes.ts';

/** The program behind a request: how it is to be helped, and what it is called. */
export type ArrivalClient = {
  api: ApiClient;
  name: string;
  /** It runs in a page, where everyone who opens it can read its key. */
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

// A browser puts its own user agent there, but axios keeps its own default for Accept.
const ACCEPT_OF_AXIOS = 'application/json, text/plain, */*';

/** Names the client by its user agent and, in a page, by the Accept header that axios sends. */
export function readArrivalClient(userAgent: string | null, accept: string | null): ArrivalClient {
  const api = nameApiClient(userAgent);
  if (api === 'browser') {
    return accept === ACCEPT_OF_AXIOS
      ? { api: 'axios', name: 'axios in a page', inPage: true }
      : { api, name: NAMES.browser, inPage: true };
  }
  const named = api === 'other' ? productOf(userAgent ?? '') : null;
  return { api, name: named ?? NAMES[api], inPage: false };
}

/** `PostmanRuntime` of `PostmanRuntime/7.43`: letters alone, and nothing that begins like a key. */
function productOf(userAgent: string): string | null {
  const [product = ''] = userAgent.split(/[/ ]/, 1);
  const words = product.split('-');
  if (product.length > 24 || words.length > 4) return null;
  if (!words.every((word) => /^[A-Za-z]{1,24}$/.test(word))) return null;
  return findKeyPrefix(product) === null ? product : null;
}
