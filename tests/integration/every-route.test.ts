import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { currentConfig } from '#lib/server/config.ts';
import { SESSION_SECONDS, signSession } from '#lib/server/session/session-token.ts';
import { reply } from '#tests/support/completion-events.ts';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import { startStarlight } from '#tests/support/starlight-process.ts';
import { listFiles, projectFolder } from '../unit/project/source-files.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const ORIGIN = 'http://localhost:3000';
const HELLO = { messages: [{ role: 'user', content: 'hello' }] };

/**
 * What a stranger may do, by route file: the methods that answer with success, and why that is harmless.
 * Everything else must be refused. A new route must be entered here before the suite passes.
 */
const OPEN: Record<string, { methods: readonly string[]; because: string }> = {
  'app/api/[...path]/route.ts': { methods: [], because: 'answers 404' },
  'app/api/chat/route.ts': { methods: [], because: 'needs a session' },
  'app/api/doctor/route.ts': { methods: [], because: 'needs the operator' },
  'app/api/doctor/listen/route.ts': { methods: [], because: 'needs the operator, in development' },
  'app/api/health/route.ts': { methods: ['GET', 'HEAD'], because: 'tells configured or not' },
  'app/api/log/route.ts': { methods: [], because: 'needs the operator' },
  'app/api/session/route.ts': { methods: ['DELETE'], because: 'ends the caller’s own session' },
  'app/v1/[...path]/route.ts': { methods: [], because: 'answers 404' },
  'app/v1/chat/completions/route.ts': { methods: [], because: 'needs a team token' },
  'app/v1/models/route.ts': { methods: [], because: 'needs a team token' },
};

type Handlers = Partial<Record<(typeof METHODS)[number], (request: Request) => Promise<Response>>>;

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

/** The path a route answers to, with something in place of what may vary. */
function pathOf(file: string): string {
  return file
    .replace(/^app/, '')
    .replace(/\/route\.tsx?$/, '')
    .replace(/\[.*?\]/g, 'anything');
}

/** Everything a stranger could try to be let in with. None of it is a session of this site. */
async function credentials(): Promise<Record<string, Record<string, string>>> {
  const config = currentConfig();
  const claims = { sid: 'a'.repeat(32), role: 'operator', since: 0, v: 'x' };
  const other = { ...config, sessionSecret: new Uint8Array(32).fill(1) };
  const long = new Date(Date.now() - (SESSION_SECONDS + 60) * 1000);
  const cookie = (token: string) => ({ cookie: `starlight=${token}; __Host-starlight=${token}` });
  return {
    nothing: {},
    'a cookie of nonsense': cookie('nonsense'),
    'a session under another secret': cookie(await signSession('operator', other)),
    'a session that has expired': cookie(await signSession('operator', config, long)),
    'a session that an older code opened': cookie(
      await signSession('operator', { ...config, accessCode: 'an-older-access-code' }),
    ),
    'a session without a code': cookie(await signSession('anonymous', config)),
    'a token without a signature': cookie(new UnsecuredJWT(claims).encode()),
    'a token under another algorithm': cookie(
      await new SignJWT(claims).setProtectedHeader({ alg: 'HS512' }).sign(config.sessionSecret),
    ),
    'a bearer of nonsense': { authorization: 'Bearer nonsense' },
    'the access code as a bearer': { authorization: 'Bearer a-long-access-code' },
    'the proxy’s own header': { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    'a forged host': { host: 'localhost:3000', 'x-forwarded-host': 'evil.example' },
  };
}

function requestFor(file: string, method: string, headers: Record<string, string>): Request {
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(ORIGIN + pathOf(file), {
    method,
    headers: {
      host: 'localhost:3000',
      origin: ORIGIN,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      ...headers,
    },
    ...(hasBody && { body: JSON.stringify(file.includes('session') ? { code: 'x' } : HELLO) }),
  });
}

describe('every route', () => {
  it('is known to this test', () => {
    expect(files.sort()).toEqual(Object.keys(OPEN).sort());
  });

  // The handlers are called as they are: no proxy stands in front of them here.
  it.each(files)('%s lets no stranger in, whatever they bring', async (file) => {
    const handlers = await handlersOf(file);
    for (const [name, headers] of Object.entries(await credentials())) {
      for (const method of METHODS) {
        const handler = handlers[method];
        expect(handler, `${method} is answered in our own words`).toBeTypeOf('function');
        const response = await handler?.(requestFor(file, method, headers));
        await response?.body?.cancel();
        const passed = (response?.status ?? 0) < 400;
        expect(passed, `${method} with ${name}: ${response?.status}`).toBe(
          OPEN[file]?.methods.includes(method) ?? false,
        );
        expect(response?.headers.get('cache-control')).toMatch(/no-store/);
        expect(response?.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
      }
    }
    expect(upstream.requests).toHaveLength(0);
  });

  it.each(files)('%s refuses what another site sends with a visitor’s cookie', async (file) => {
    if (file.includes('/v1/') || file.includes('health') || file.includes('[...path]')) return;
    const handlers = await handlersOf(file);
    const cookie = `starlight=${await signSession('operator', currentConfig())}`;
    const senders = [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null', 'sec-fetch-site': 'cross-site' },
      { origin: 'http://localhost:3001', 'sec-fetch-site': 'same-site' },
      { origin: ORIGIN, 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ];
    for (const sender of senders) {
      for (const method of METHODS) {
        const response = await handlers[method]?.(requestFor(file, method, { ...sender, cookie }));
        expect(response?.status, `${method} from ${sender.origin}`).toBeOneOf([403, 404, 405]);
      }
    }
    expect(upstream.requests).toHaveLength(0);
  });
});

describe('the pages’ own code', () => {
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
