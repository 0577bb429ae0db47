import 'server-only';
import type { Wire, WireAnswer } from '#lib/core/doctor/doctor-facts.ts';
import { chooseProxy } from '../proxies/choose-proxy.ts';
import { NO_PROXIES, type Proxies } from '../proxies/proxies.ts';
import { readCappedText } from '../upstream/reply/read-capped-text.ts';
import { upstreamFetchThrough } from '../upstream/request/upstream-fetch.ts';
import { createReach } from './reach-probe.ts';

export type WireOptions = {
  /** Without a trailing slash. */
  baseUrl: string;
  /** Well-formed: a malformed key is never sent. */
  key: string | null;
  organization: string | null;
  project: string | null;
  /** None by default. */
  proxies?: Proxies;
  fetch?: typeof fetch;
};

const ANSWER_MS = 30_000;
const PEEK_MS = 5000;
// OpenRouter's list of models is about 500 kB.
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Network access for the doctor's checks. The key is sent only to the base URL. */
export function createWire(options: WireOptions): Wire {
  const { baseUrl, key, proxies = NO_PROXIES, fetch = upstreamFetchThrough(proxies) } = options;
  const reach = createReach(chooseProxy(new URL(baseUrl), proxies), baseUrl.startsWith('https:'));
  return {
    ...reach,
    async request({ path, body, withoutIds = false }, signal) {
      if (!path.startsWith('/') || key === null) throw new Error('no key is sent there');
      const { organization, project } = options;
      const headers = new Headers({ accept: 'application/json', authorization: `Bearer ${key}` });
      if (body) headers.set('content-type', 'application/json');
      if (organization !== null && !withoutIds) headers.set('openai-organization', organization);
      if (project !== null && !withoutIds) headers.set('openai-project', project);
      const init = body ? { method: 'POST', body: JSON.stringify(body) } : { method: 'GET' };
      return await answerOf(fetch, `${baseUrl}${path}`, { ...init, headers }, signal, ANSWER_MS);
    },
    async peek(url, signal) {
      if (new URL(url).origin !== new URL(baseUrl).origin) throw new Error('another host');
      const headers = new Headers({ accept: 'application/json' });
      return await answerOf(fetch, url, { method: 'GET', headers }, signal, PEEK_MS);
    },
  };
}

async function answerOf(
  fetch: typeof globalThis.fetch,
  url: string,
  init: { method: string; headers: Headers; body?: string },
  outer: AbortSignal,
  ms: number,
): Promise<WireAnswer> {
  const signal = AbortSignal.any([outer, AbortSignal.timeout(ms)]);
  const response = await fetch(url, {
    ...init,
    redirect: 'manual',
    signal,
  });
  const receivedAtMs = Date.now();
  const isRedirect = response.status >= 300 && response.status < 400;
  const body = await readCappedText(response.body, {
    maxBytes: isRedirect ? 0 : MAX_BODY_BYTES,
    maxMs: ms,
  });
  return { status: response.status, headers: response.headers, body, receivedAtMs };
}
