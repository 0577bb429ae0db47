import { afterAll, afterEach, beforeAll } from 'vitest';
import { resetRegistry } from '#lib/server/registry.ts';
import { createUpstream, type Upstream } from '#lib/server/upstream/create-upstream.ts';
import { upstreamFetch } from '#lib/server/upstream/request/upstream-fetch.ts';
import type { UpstreamDeadlines, UpstreamRequest } from '#lib/server/upstream/upstream.ts';
import { type CollectedReply, collectReply } from './collect-reply.ts';
import { type ScriptableUpstream, startScriptableUpstream } from './scriptable-upstream.ts';

export const KEY = 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG';
export const RELAXED: UpstreamDeadlines = { ttfbMs: 10_000, idleMs: 10_000, totalMs: 20_000 };
export const REQUEST: UpstreamRequest = {
  messages: [{ role: 'user', content: 'hi' }],
  model: 'gpt-test',
  maxOutputTokens: 100,
};

type UpstreamOptions = Partial<Parameters<typeof createUpstream>[0]>;

type PreparedUpstream = {
  /** The scripted upstream; its requests are those of the running test. */
  readonly server: ScriptableUpstream;
  /** Starlight's side of it. */
  connect: (options?: UpstreamOptions) => Upstream;
  /** Sends a request to it, and reads the reply to its end. */
  ask: (
    options?: UpstreamOptions,
    request?: Partial<UpstreamRequest>,
    signal?: AbortSignal,
  ) => Promise<CollectedReply>;
};

/** Starts a scripted upstream for the tests of a file. Call it outside of tests. */
export function prepareUpstream(): PreparedUpstream {
  let server: ScriptableUpstream;
  beforeAll(async () => {
    server = await startScriptableUpstream();
  });
  afterAll(() => server.close());
  afterEach(() => {
    // What one test's upstream refused, that of the next may take.
    resetRegistry();
    server.requests.length = 0;
  });

  const connect = (options: UpstreamOptions = {}) =>
    createUpstream({
      apiKey: KEY,
      baseUrl: server.url,
      organization: null,
      project: null,
      fetch: upstreamFetch,
      deadlines: RELAXED,
      ...options,
    });

  return {
    get server() {
      return server;
    },
    connect,
    ask(options = {}, request = {}, signal = new AbortController().signal) {
      const call = { signal, clientRequestId: 'sl_test' };
      return collectReply(connect(options).stream({ ...REQUEST, ...request }, call));
    },
  };
}
