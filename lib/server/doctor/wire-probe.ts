import 'server-only';
import { lookup } from 'node:dns/promises';
import { addAbortListener } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Wire, WireAnswer } from '#lib/core/doctor/doctor-facts.ts';
import { readCappedText } from '../upstream/reply/read-capped-text.ts';
import { upstreamFetch } from '../upstream/request/upstream-fetch.ts';

export type WireOptions = {
  /** Without a trailing slash. */
  baseUrl: string;
  /** Well-formed: a malformed key is never sent. */
  key: string | null;
  organization: string | null;
  project: string | null;
  fetch?: typeof fetch;
};

const CONNECT_MS = 10_000;
const ANSWER_MS = 30_000;
const PEEK_MS = 5000;
// OpenRouter's list of models is about 500 kB.
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Network access for the doctor's checks. The key is sent only to the base URL. */
export function createWire(options: WireOptions): Wire {
  const { baseUrl, key, fetch = upstreamFetch } = options;
  return {
    async resolve(host, signal) {
      const found = await within(
        lookup(host, { all: true }),
        AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)]),
      );
      return found.map(({ address }) => address);
    },
    async connect(host, port, signal) {
      const socket = connectTcp({ host, port });
      await opened(socket, 'connect', signal);
    },
    async handshake(host, port, signal) {
      const socket = connectTls({ host, port, servername: /^[\d.]+$|:/.test(host) ? '' : host });
      let protocol = '';
      socket.once('secureConnect', () => {
        protocol = (socket satisfies TLSSocket).getProtocol() ?? '';
      });
      await opened(socket, 'secureConnect', signal);
      return protocol;
    },
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

/** Resolves once a socket is open, then closes it. */
async function opened(
  socket: ReturnType<typeof connectTcp>,
  event: 'connect' | 'secureConnect',
  outer: AbortSignal,
): Promise<void> {
  const signal = AbortSignal.any([outer, AbortSignal.timeout(CONNECT_MS)]);
  try {
    await within(
      new Promise<void>((resolve, reject) => {
        socket.once(event, () => resolve());
        socket.once('error', reject);
        socket.once('close', () =>
          reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })),
        );
      }),
      signal,
    );
  } finally {
    socket.destroy();
  }
}

async function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(signal.reason);
  using _listening = addAbortListener(signal, stop);
  if (signal.aborted) stop();
  return await Promise.race([work, stopped.promise]);
}
