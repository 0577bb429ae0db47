import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ApiDialect } from '#lib/core/models/choose-dialect.ts';
import { type AppServer, startApp } from '../../support/app-server.ts';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
} from '../../support/scriptable-upstream.ts';
import { CANARY_KEY } from './canary.ts';
import { type FaultCommand, UPSTREAM_HOST, type Watched } from './fault-command.ts';
import { REPLY_WIRES, type ReplyWire } from './reply-wire.ts';
import { type SecureFront, startSecureFront } from './secure-front.ts';

/** Short, so that no row waits for minutes. Rows scale their figures with them. */
export const DEADLINES = { ttfbMs: 1500, idleMs: 1500, totalMs: 6000 } as const;

const hooks = fileURLToPath(new URL('fault-hooks.ts', import.meta.url));

export type MatrixSite = {
  url: string;
  upstream: ScriptableUpstream;
  /** How the upstream replies in the API in which this site asks it. */
  wire: ReplyWire;
  /** The TLS proxy before the upstream, if the settings request TLS. */
  front: SecureFront | null;
  /** The server that is running now. */
  app: () => AppServer;
  /** Everything that the servers of this site have printed. */
  output: () => string;
  /** Makes the server cause a fault, or measure itself. */
  tell: (command: FaultCommand) => Promise<void>;
  /** Ends a `watch`. */
  report: () => Promise<Watched>;
  /** Ends the server (SIGKILL, unless it has exited) and starts another on the same port. */
  restart: (settings?: SiteSettings) => Promise<void>;
  stop: () => Promise<void>;
};

export type SiteSettings = {
  /** Added to the default environment; an empty value removes a variable. */
  env?: Record<string, string>;
  maxOpenFiles?: number;
  /** Whether the upstream speaks https. */
  tls?: boolean;
};

/**
 * The built app in front of an upstream whose every byte the test controls, with a key that must
 * not leak.
 */
export async function startMatrixSite(
  settings: SiteSettings = {},
  dialect: ApiDialect = 'chat',
): Promise<MatrixSite> {
  const upstream = await startScriptableUpstream();
  const front = settings.tls ? await startSecureFront(upstream.port, UPSTREAM_HOST) : null;
  const api: Record<string, string> = dialect === 'chat' ? {} : { STARLIGHT_API: dialect };
  const defaultEnv = { ...createDefaultEnv(upstream), ...api, ...front?.env, ...settings.env };
  let app = await startApp(withoutEmpty(defaultEnv), settings);
  let earlierOutput = '';
  let lastId = 0;
  const { port, url } = app;
  const tell = (command: FaultCommand) => {
    lastId += 1;
    return sendCommand(app.child, { id: lastId, command });
  };
  return {
    url,
    upstream,
    wire: REPLY_WIRES[dialect],
    front,
    app: () => app,
    output: () => earlierOutput + app.output(),
    tell: async (command) => void (await tell(command)),
    async report() {
      const watched = await tell({ do: 'report' });
      if (!watched) throw new Error('the server measured nothing');
      return watched;
    },
    async restart({ env, ...options } = {}) {
      await app.stop();
      earlierOutput += app.output();
      app = await startApp(withoutEmpty({ ...defaultEnv, ...env }), { ...options, port });
    },
    async stop() {
      await app.stop();
      await front?.close();
      await upstream.close();
    },
  };
}

function createDefaultEnv({ port }: ScriptableUpstream): Record<string, string> {
  return {
    OPENAI_API_KEY: CANARY_KEY,
    OPENAI_BASE_URL: `http://${UPSTREAM_HOST}:${port}/v1`,
    STARLIGHT_ALLOW_HTTP_UPSTREAM: '1',
    STARLIGHT_MODELS: 'model-one',
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_RATE_LIMIT: '1000000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '1000000',
    STARLIGHT_TRUSTED_PROXY_HOPS: '1',
    STARLIGHT_TTFB_TIMEOUT_MS: String(DEADLINES.ttfbMs),
    STARLIGHT_IDLE_TIMEOUT_MS: String(DEADLINES.idleMs),
    STARLIGHT_TOTAL_TIMEOUT_MS: String(DEADLINES.totalMs),
    NODE_OPTIONS: `--import=${hooks}`,
  };
}

function withoutEmpty(env: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

/** Sends a command and receives its answer over the process's channel. */
function sendCommand(
  child: ChildProcess,
  request: { id: number; command: FaultCommand },
): Promise<Watched | null> {
  return new Promise((resolve, reject) => {
    const onMessage = (answer: { id: number; result: Watched | null }) => {
      if (answer.id !== request.id) return;
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(answer.result);
    };
    const onExit = () => reject(new Error('the server is gone'));
    child.on('message', onMessage);
    child.once('exit', onExit);
    child.send(request);
  });
}
