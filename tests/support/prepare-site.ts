import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import {
  type Script,
  type ScriptableUpstream,
  startScriptableUpstream,
} from './scriptable-upstream.ts';
import { type HandlerServer, serveHandlers } from './serve-handlers.ts';
import { type StarlightProcess, startStarlight } from './starlight-process.ts';

/** The upstream's key at each prepared site. */
export const KEY = 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG';

/** A team's token, of a team that `TEAM_SITE` knows. */
export const TEAM_TOKEN = 'team-token-of-thirty-two-letters';

/** The settings of a site for those with a code, and for a team's programs. */
export const TEAM_SITE = {
  STARLIGHT_PUBLIC: undefined,
  STARLIGHT_ACCESS_CODE: 'a-long-access-code',
  STARLIGHT_TEAM_TOKENS: `build-bot:${TEAM_TOKEN}`,
};

type Settings = Readonly<Record<string, string | undefined>>;

type SiteOptions = {
  /** Settings beyond those of a public site with the model gpt-test; undefined takes one away. */
  env?: Settings;
  /** How the upstream answers at the start of each test. Without it, the last script remains. */
  respond?: Script;
  /** Route handlers to serve over HTTP, by path. */
  handlers?: Parameters<typeof serveHandlers>[0];
};

type PreparedSite = {
  /** The scripted upstream; its requests are those of the running test. */
  readonly upstream: ScriptableUpstream;
  /** The Starlight of the running test. */
  readonly starlight: StarlightProcess;
  /** Where the handlers are served: `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Starts Starlight again, with these settings besides. */
  start: (env?: Settings) => void;
  /** Sends a request to a handler over HTTP, as this site's page does. */
  post: (path: string, body: unknown, signal?: AbortSignal | null) => Promise<Response>;
};

/**
 * Starts Starlight before each test of a file, in front of a scripted upstream, and ends both after
 * them. Call it outside of tests.
 */
export function prepareSite({ env = {}, respond, handlers = {} }: SiteOptions = {}): PreparedSite {
  let upstream: ScriptableUpstream;
  let server: HandlerServer;
  let starlight: StarlightProcess;

  const start = (more: Settings = {}) => {
    const settings = {
      OPENAI_API_KEY: KEY,
      OPENAI_BASE_URL: upstream.url,
      STARLIGHT_PUBLIC: '1',
      STARLIGHT_MODELS: 'gpt-test',
      ...env,
      ...more,
    };
    const given = Object.entries(settings).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    starlight = startStarlight(Object.fromEntries(given));
  };

  beforeAll(async () => {
    upstream = await startScriptableUpstream();
    server = await serveHandlers(handlers);
  });
  beforeEach(() => {
    upstream.requests.length = 0;
    if (respond) upstream.respond(respond);
    start();
  });
  afterEach(() => vi.unstubAllEnvs());
  afterAll(async () => {
    await server.close();
    await upstream.close();
  });

  return {
    get upstream() {
      return upstream;
    },
    get starlight() {
      return starlight;
    },
    get origin() {
      return server.origin;
    },
    start,
    post: (path, body, signal = null) =>
      fetch(server.origin + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: server.origin },
        body: JSON.stringify(body),
        signal,
      }),
  };
}
