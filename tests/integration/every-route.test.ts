import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { currentConfig } from '#lib/server/config/read-config.ts';
import { reply } from '#tests/support/completion-events.ts';
import { forgedCredentials, operatorCredentials } from '#tests/support/forged-credentials.ts';
import {
  COOKIE_ROUTES,
  foreignSenders,
  METHODS,
  type Method,
  OPEN_METHODS,
  pathOf,
  rightRequest,
} from '#tests/support/route-table.ts';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import { startStarlight } from '#tests/support/starlight-process.ts';
import { listFiles, projectFolder } from '../unit/project/source-files.ts';

const ORIGIN = 'http://localhost:3000';

type Handlers = Partial<Record<Method, (request: Request) => Promise<Response>>>;

const files = listFiles('app').filter((file) => /\/route\.tsx?$/.test(file));
let upstream: ScriptableUpstream;

beforeAll(async () => {
  upstream = await startScriptableUpstream();
  upstream.respond(stream(reply('hi')));
});
afterAll(() => upstream.close());
beforeEach(() => {
  upstream.requests.length = 0;
  startStarlight({
    NODE_ENV: 'production',
    OPENAI_API_KEY: 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG',
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_ACCESS_CODE: 'a-long-access-code',
    STARLIGHT_OPERATOR_CODE: 'a-long-operator-code',
    STARLIGHT_TEAM_TOKENS: 'bot:team-token-of-thirty-two-letters',
    STARLIGHT_RATE_LIMIT: '100000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '100000',
  });
});
afterEach(() => vi.unstubAllEnvs());

async function handlersOf(file: string): Promise<Handlers> {
  return await import(/* @vite-ignore */ pathToFileURL(path.join(projectFolder, file)).href);
}

function requestFor(file: string, method: Method, headers: Record<string, string>): Request {
  const right = rightRequest(file, method, ORIGIN);
  return new Request(ORIGIN + pathOf(file), {
    ...right,
    headers: { host: 'localhost:3000', ...right.headers, ...headers },
  });
}

describe('every route', () => {
  it('is known to this test', () => {
    expect(files.sort()).toEqual(Object.keys(OPEN_METHODS).sort());
  });

  // The handlers are called directly: no proxy runs in front of them here.
  it.each(files)('%s admits no stranger, whatever credentials they send', async (file) => {
    const handlers = await handlersOf(file);
    const forged = Object.entries(await forgedCredentials(currentConfig()));
    const attempts = forged.flatMap(([name, headers]) =>
      METHODS.map(async (method) => {
        const handler = handlers[method];
        expect(handler, `${method} has a handler`).toBeTypeOf('function');
        const response = await handler?.(requestFor(file, method, headers));
        await response?.body?.cancel();
        const isAdmitted = (response?.status ?? 0) < 400;
        expect(isAdmitted, `${method} with ${name}: ${response?.status}`).toBe(
          OPEN_METHODS[file]?.methods.includes(method) ?? false,
        );
        expect(response?.headers.get('cache-control')).toMatch(/no-store/);
        expect(response?.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
      }),
    );
    await Promise.all(attempts);
    expect(upstream.requests).toHaveLength(0);
  });

  it.each(files)('%s admits no stranger during development either', async (file) => {
    vi.stubEnv('NODE_ENV', 'development');
    const handlers = await handlersOf(file);
    const strangers = [
      { host: 'evil.example', origin: 'http://evil.example' },
      { host: '192.168.1.5:3000', origin: 'http://192.168.1.5:3000' },
      { host: 'localhost:3000', 'x-forwarded-for': '203.0.113.9' },
      { host: 'localhost:3000', 'x-forwarded-host': 'abc.tunnel.example' },
      { host: '', origin: ORIGIN },
    ];
    for (const headers of strangers) {
      for (const method of METHODS) {
        const response = await handlers[method]?.(requestFor(file, method, headers));
        await response?.body?.cancel();
        const isOpen = OPEN_METHODS[file]?.methods.includes(method) ?? false;
        const isAdmitted = (response?.status ?? 0) < 400;
        expect(isAdmitted && !isOpen, `${method} with ${JSON.stringify(headers)}`).toBe(false);
      }
    }
    expect(upstream.requests).toHaveLength(0);
  });

  it('admits the developer in development', async () => {
    vi.stubEnv('NODE_ENV', 'development');
    const { POST } = await handlersOf('app/api/chat/route.ts');
    const response = await POST?.(requestFor('app/api/chat/route.ts', 'POST', {}));
    expect(response?.status).toBe(200);
    expect(await response?.text()).toContain('"type":"done"');
    upstream.requests.length = 0;
  });

  it.each(COOKIE_ROUTES)(
    '%s refuses requests from another site with the operator’s cookie',
    async (file) => {
      const handlers = await handlersOf(file);
      const session = await operatorCredentials(currentConfig());
      for (const sender of foreignSenders(ORIGIN)) {
        for (const method of METHODS) {
          const headers = { ...sender, ...session };
          const response = await handlers[method]?.(requestFor(file, method, headers));
          expect(response?.status, `${method} from ${sender['origin']}`).toBeOneOf([403, 404, 405]);
        }
      }
      expect(upstream.requests).toHaveLength(0);
    },
  );
});

describe('the code of the pages', () => {
  it('has no Server Action, which would be a route without guards', () => {
    const actions = listFiles('app')
      .concat(listFiles('components'), listFiles('lib'))
      .filter((file) => /\.tsx?$/.test(file))
      .filter((file) => /^\s*['"]use server['"]/m.test(readText(file)));
    expect(actions).toEqual([]);
  });
});

function readText(file: string): string {
  return readFileSync(path.join(projectFolder, file), 'utf8');
}
