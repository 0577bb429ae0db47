import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { peersFolder, peersNext, projectFolder } from './builds.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import type { Target } from './target.ts';

export type Running = {
  target: Target;
  startMs: number;
  startCpuSeconds: number;
  stop: () => Promise<void>;
};
export type Contender = { name: string; start: (upstream: string) => Promise<Running> };

const JSON_HEADERS = { 'content-type': 'application/json' };
const ACCESS_CODE = 'quartz-lantern-meadow-cobalt-river';

/** Starlight with everything on: codes, sessions, limits, a budget, the log. */
export const STARLIGHT: Contender = {
  name: 'Starlight',
  async start(upstream) {
    const server = await startServer({
      command: [
        '--import',
        path.join(import.meta.dirname, 'unlimited.mjs'),
        path.join(projectFolder, 'node_modules/next/dist/bin/next'),
        'start',
      ],
      folder: projectFolder,
      path: '/api/health',
      env: {
        OPENAI_API_KEY: `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(4)}`,
        OPENAI_BASE_URL: upstream,
        STARLIGHT_MODELS: 'bench',
        STARLIGHT_ACCESS_CODE: ACCESS_CODE,
        STARLIGHT_OPERATOR_CODE: 'violet-anchor-timber-hollow-piano',
        STARLIGHT_RATE_LIMIT: '1000000',
        STARLIGHT_GLOBAL_RATE_LIMIT: '1000000',
        STARLIGHT_DAILY_TOKENS: '1000000000000',
      },
    });
    const headers = { ...JSON_HEADERS, origin: server.origin, 'sec-fetch-site': 'same-origin' };
    const signedIn = await fetch(`${server.origin}/api/session`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ code: ACCESS_CODE }),
    });
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
    return toRunning(server, {
      url: `${server.origin}/api/chat`,
      headers: { ...headers, cookie },
      format: 'starlight',
    });
  },
};

/** A route of the Next app in `peers`, in a process of its own. */
function nextRoute(route: string, name: string): Contender {
  return {
    name,
    async start(upstream) {
      const server = await startServer({
        command: [peersNext, 'start'],
        folder: peersFolder,
        path: '/empty',
        env: { BENCH_UPSTREAM: upstream },
      });
      return toRunning(server, openAiTarget(`${server.origin}/${route}`));
    },
  };
}

export const EMPTY = nextRoute('empty', 'empty handler in Next');
export const PIPE = nextRoute('pipe', 'fetch pipe in Next');
export const SDK = nextRoute('sdk', 'openai SDK in Next');
export const AI_SDK = nextRoute('ai', 'AI SDK in Next');

export const PASS_THROUGH: Contender = {
  name: 'node:http + undici',
  async start(upstream) {
    const server = await startServer({
      command: [path.join(import.meta.dirname, 'pass-through.ts')],
      folder: import.meta.dirname,
      path: '/',
      env: { BENCH_UPSTREAM: upstream },
    });
    return toRunning(server, openAiTarget(server.origin));
  },
};

/** The upstream itself, without a proxy. */
export function directTarget(upstream: string): Target {
  return { ...openAiTarget(`${upstream}/chat/completions`), pid: 0 };
}

/** Starts the upstream; `url` is its base URL. */
export async function startUpstream(): Promise<{ url: string; stop: () => void }> {
  const child = fork(path.join(import.meta.dirname, 'upstream.ts'));
  const [origin] = await once(child, 'message');
  return { url: `${origin}/v1`, stop: () => child.kill() };
}

function openAiTarget(url: string): Omit<Target, 'pid'> {
  return { url, headers: JSON_HEADERS, format: 'openai' };
}

function toRunning(
  { pid, stop, startMs, startCpuSeconds }: ServerProcess,
  target: Omit<Target, 'pid'>,
): Running {
  return { target: { ...target, pid }, startMs, startCpuSeconds, stop };
}
