import { execFileSync } from 'node:child_process';
import { type AppServer, startApp } from '../support/app-server.ts';
import { reply } from '../support/completion-events.ts';
import { exchangeRaw, type RawAnswer, rawRequest, writeRaw } from '../support/raw-http.ts';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '../support/scriptable-upstream.ts';
import { expect, test } from './starlight-page.ts';

// Raw bytes to the built app: how Node's parser, Next and our own guards handle them together.

const BODY = JSON.stringify({ messages: [{ role: 'user', content: 'hello' }] });
const LENGTH = { 'content-length': String(BODY.length) };
const CHUNKED = { 'transfer-encoding': 'chunked' };
const CHUNKS = `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;
const CHAT = 'POST /api/chat HTTP/1.1';

let upstream: ScriptableUpstream;
let app: AppServer;

test.beforeAll(async () => {
  upstream = await startScriptableUpstream();
  upstream.respond(stream(reply('hi')));
  app = await startApp({
    OPENAI_API_KEY: `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(4)}`,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_OPERATOR_CODE: 'a-long-operator-code',
    STARLIGHT_TEAM_TOKENS: 'bot:team-token-of-thirty-two-letters',
    STARLIGHT_RATE_LIMIT: '100000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '100000',
  });
});
test.afterAll(async () => {
  await app?.stop();
  await upstream?.close();
});
test.beforeEach(() => {
  upstream.requests.length = 0;
});
test.afterEach(async () => {
  const served = await chat(LENGTH, BODY);
  expect(served.status).toBe(200);
  expect(served.body).toContain('"type":"done"');
  expect(upstream.requests).toHaveLength(1);
  expectJsonLogLines();
});

const host = () => `localhost:${app.port}`;
const own = () => ({
  host: host(),
  origin: `http://${host()}`,
  'content-type': 'application/json',
});

/** What a page of the site sends, with different headers, request line or body. */
function chat(
  headers: Record<string, string>,
  body: string | Uint8Array,
  line = CHAT,
): Promise<RawAnswer> {
  return exchangeRaw(app.port, rawRequest(line, { ...own(), ...headers }, body), {
    closeWithinMs: 300,
  });
}

/** After Next's banner, every printed line is JSON, whatever a client sends. */
function expectJsonLogLines(): void {
  const ours = app.output().slice(app.output().search(/^\{/m));
  for (const line of ours.split('\n').filter((text) => text !== '')) {
    expect(line).toMatch(/^\{[^\p{C}\p{Zl}\p{Zp}]+\}$/u);
    expect(JSON.parse(line)).toHaveProperty('event');
  }
}

const FRAMINGS: [string, Record<string, string>, string][] = [
  ['a length and chunks', { ...LENGTH, ...CHUNKED }, CHUNKS],
  ['two lengths', { 'content-length': `${BODY.length}\r\nContent-Length: 3` }, BODY],
  [
    'one length twice',
    { 'content-length': `${BODY.length}\r\nContent-Length: ${BODY.length}` },
    BODY,
  ],
  ['a list of lengths', { 'content-length': `${BODY.length}, ${BODY.length}` }, BODY],
  ['a signed length', { 'content-length': `+${BODY.length}` }, BODY],
  ['a negative length', { 'content-length': '-1' }, BODY],
  ['a length in hex', { 'content-length': `0x${BODY.length.toString(16)}` }, BODY],
  ['a length of 23 digits', { 'content-length': '9'.repeat(23) }, BODY],
  ['a length that ends early', { 'content-length': String(BODY.length - 5) }, BODY],
  ['a coding that is unknown', { 'transfer-encoding': 'xchunked' }, CHUNKS],
  ['a coding with a vertical tab', { 'transfer-encoding': '\u000bchunked' }, CHUNKS],
  ['a coding after chunked', { 'transfer-encoding': 'chunked, identity' }, CHUNKS],
  ['a coding before chunked', { 'transfer-encoding': 'gzip, chunked' }, CHUNKS],
  ['two codings', { 'transfer-encoding': 'chunked\r\nTransfer-Encoding: identity' }, CHUNKS],
  ['a space before the colon', { 'transfer-encoding ': 'chunked' }, CHUNKS],
  ['a chunk extension of 20 kB', CHUNKED, CHUNKS.replace('\r\n', `;a=${'b'.repeat(20_000)}\r\n`)],
  ['a chunk of negative size', CHUNKED, `-5\r\n${BODY}\r\n0\r\n\r\n`],
  ['a chunk of endless size', CHUNKED, `${'F'.repeat(17)}\r\n${BODY}\r\n0\r\n\r\n`],
  ['a chunk without a size', CHUNKED, `zz\r\n${BODY}\r\n0\r\n\r\n`],
  ['chunks that end in bare LF', CHUNKED, CHUNKS.replaceAll('\r\n', '\n')],
  ['a folded header', { 'x-a': 'a\r\n b', ...LENGTH }, BODY],
  ['a bare CR in a header', { 'x-a': 'a\rx-b: b', ...LENGTH }, BODY],
  ['a NUL in a header', { 'x-a': 'a\u0000b', ...LENGTH }, BODY],
  ['an escape in a header', { 'x-a': 'a\u001b[31mb', ...LENGTH }, BODY],
  ['a header of 100 kB', { 'x-a': 'a'.repeat(100_000), ...LENGTH }, BODY],
  [
    '3,000 headers',
    Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`x-${at}`, 'a'])),
    '',
  ],
  ['two hosts', { ...LENGTH, 'x-a': 'a\r\nHost: evil.example' }, BODY],
];

test('a request whose end two servers could see differently is refused, and its connection closed', async () => {
  for (const [name, headers, body] of FRAMINGS) {
    const refused = await chat(headers, body);
    expect([400, 413, 431], name).toContain(refused.status);
    expect(refused.closed, name).toBe(true);
    expect(refused.ms, name).toBeLessThan(5000);
  }
  const bareLf = `POST /api/chat HTTP/1.1\nHost: ${host()}\nContent-Length: ${BODY.length}\n\n${BODY}`;
  expect(await exchangeRaw(app.port, bareLf)).toMatchObject({ status: 400, closed: true });
  expect(upstream.requests).toHaveLength(0);
});

test('a second request behind the first is handled as its own, with its own guards', async () => {
  const smuggled = `GET /api/log HTTP/1.1\r\nHost: ${host()}\r\n\r\n`;
  const first = rawRequest(CHAT, { ...own(), ...LENGTH }, BODY + smuggled);
  await exchangeRaw(app.port, first, { closeWithinMs: 500 });
  await expect.poll(() => app.output()).toMatch(/"route":"\/api\/log".*"status":401/);
  expect(upstream.requests).toHaveLength(1);
  upstream.requests.length = 0;
});

const TARGETS: [string, number][] = [
  ['POST http://evil.example/api/chat HTTP/1.1', 400],
  ['GET http://169.254.169.254/latest HTTP/1.1', 400],
  ['OPTIONS * HTTP/1.1', 400],
  ['POST * HTTP/1.1', 400],
  ['POST /api/%zz HTTP/1.1', 400],
  ['GET /%c0%af HTTP/1.1', 400],
  ['TRACE /api/chat HTTP/1.1', 405],
  ['TRACE / HTTP/1.1', 405],
  ['PROPFIND / HTTP/1.1', 405],
  ['QUERY /api/chat HTTP/1.1', 405],
  ['LINK /v1/chat/completions HTTP/1.1', 405],
  ['POST / HTTP/1.1', 405],
  ['PUT /errors HTTP/1.1', 405],
  ['OPTIONS / HTTP/1.1', 405],
  ['POST /_next/image HTTP/1.1', 405],
  ['POST //api/chat HTTP/1.1', 405],
  ['POST /x/../api/chat HTTP/1.1', 405],
  ['POST /api%2fchat HTTP/1.1', 405],
  ['POST /%61pi/chat HTTP/1.1', 405],
  ['POST /api\\chat HTTP/1.1', 405],
  ['POST /API/CHAT HTTP/1.1', 405],
  ['GET /api/chat HTTP/1.1', 405],
  ['POST /api/chat%00 HTTP/1.1', 404],
  ['POST /api/chat%2f HTTP/1.1', 404],
  ['POST /api/chat;x=1 HTTP/1.1', 404],
];

test('an unsupported method or target is refused with a typed error', async () => {
  for (const [line, status] of TARGETS) {
    const refused = await chat(LENGTH, BODY, line);
    expect(refused.status, line).toBe(status);
    const { error } = JSON.parse(refused.body);
    expect(['invalid_request', 'method_not_allowed'], line).toContain(error.kind);
    expect(refused.headers['content-security-policy'], line).toMatch(/^default-src 'none'/);
    expect(refused.headers['cache-control'], line).toContain('no-store');
  }
  for (const line of ['BREW / HTTP/1.1', 'get / HTTP/1.1', 'PRI * HTTP/2.0', 'POST / HTTP/1.2']) {
    expect(await chat({}, '', line), line).toMatchObject({ status: 400, closed: true });
  }
  for (const line of ['CONNECT evil.example:443 HTTP/1.1', 'CONNECT /api/chat HTTP/1.1']) {
    expect(await chat({}, '', line), line).toMatchObject({ status: null, closed: true });
  }
  expect(upstream.requests).toHaveLength(0);
});

test('no target leads to another host, and no spelling of a path to an unguarded handler', async () => {
  const upstreamHost = `127.0.0.1:${upstream.port}`;
  const targets = [
    `//${upstreamHost}/`,
    `///${upstreamHost}`,
    `/\\${upstreamHost}`,
    `/%5c${upstreamHost}`,
    `/.//${upstreamHost}/..`,
    `/${upstreamHost}//`,
    `/api/chat/../../../${upstreamHost}`,
    `/_next/image?url=http%3A%2F%2F${upstreamHost}%2Fx.png&w=64&q=75`,
    `/?url=http://${upstreamHost}`,
    '/api/chat/..',
    '/api/chat/',
    '/api/chat.rsc',
    '/api/session/../log',
    '/api/./log',
  ];
  for (const target of targets) {
    const { status, headers } = await chat({}, '', `GET ${target} HTTP/1.1`);
    expect(status ?? 0, target).toBeLessThan(500);
    const to = new URL(headers['location'] ?? '/', `http://${host()}`);
    expect(to.host, target).toBe(host());
  }
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
  for (const target of ['/', '/api/chat', `http://${upstreamHost}/`, `//${upstreamHost}/`]) {
    const { status } = await chat(upgrade, '', `GET ${target} HTTP/1.1`);
    expect([200, 308, 400, 405], target).toContain(status);
  }
  expect(upstream.requests).toHaveLength(0);
});

test('no header changes what is requested, by whom or from where', async () => {
  const foreign = { ...LENGTH, origin: 'https://evil.example' };
  const forgedHeaders: Record<string, string>[] = [
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { forwarded: 'host=evil.example;proto=https', 'x-original-host': 'evil.example' },
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    { 'x-middleware-rewrite': '/api/health', 'x-middleware-next': '1' },
    {
      'x-middleware-override-headers': 'origin',
      'x-middleware-request-origin': `http://${host()}`,
    },
    { 'next-action': 'a'.repeat(42) },
    { rsc: '1', 'next-router-prefetch': '1' },
    { 'x-invoke-path': '/api/health', 'x-matched-path': '/api/health', 'x-now-route-matches': '1' },
    { 'x-original-url': '/api/health', 'x-rewrite-url': '/api/health' },
    { 'next-resume': '1', 'x-prerender-revalidate': '1' },
  ];
  for (const forged of forgedHeaders) {
    const refused = await chat({ ...foreign, ...forged }, BODY);
    expect(JSON.parse(refused.body).error.kind).toBe('origin_rejected');
  }
  const override = {
    'x-http-method-override': 'POST',
    'x-http-method': 'POST',
    'x-method-override': 'POST',
  };
  for (const target of ['/api/chat?_method=POST', '/api/doctor', '/api/session']) {
    const refused = await chat(override, '', `GET ${target} HTTP/1.1`);
    expect(refused.status, target).toBe(405);
  }
  const expecting = await chat({ ...foreign, expect: '100-continue' }, BODY);
  expect(expecting.status).toBe(403);
  expect(await chat({ ...LENGTH, expect: 'anything' }, BODY)).toMatchObject({ status: 417 });
  expect(upstream.requests).toHaveLength(0);
});

const CANARY = 'cAnArYcAnArY';

test('an invalid Host is refused before a page is rendered', async () => {
  const hosts = [
    ...['', ' ', `${CANARY} x`, `[${CANARY}`, `${CANARY}:99999`, `${CANARY}:x`, `${CANARY}/path`],
    ...[
      `u@${CANARY}`,
      `${CANARY}%zz`,
      `${CANARY}%00`,
      `<${CANARY}>`,
      `${CANARY}\\`,
      `${CANARY}\u00fc`,
    ],
    ...[`[::1]${CANARY}`, `${CANARY}, ${CANARY}`, `${CANARY}\t`, '1.2.3.999', 'a'.repeat(300)],
  ];
  for (const line of ['GET / HTTP/1.1', 'GET /errors HTTP/1.0', CHAT]) {
    const responses = await Promise.all(hosts.map((name) => chat({ host: name }, '', line)));
    for (const [at, { status, body, closed }] of responses.entries()) {
      // A trailing tab is not part of the value (RFC 9110, 5.5).
      if (hosts[at]?.endsWith('\t')) continue;
      expect(status, `${line} ${hosts[at]}`).toBe(400);
      expect(JSON.parse(body).error.details).toEqual({ field: 'host', reason: 'host_syntax' });
      expect(closed).toBe(true);
    }
  }
  expect(app.output()).not.toContain(CANARY);
});

test('nothing that a stranger sends is printed, by Starlight or by Next', async () => {
  const tree = encodeURIComponent(JSON.stringify(['', { children: [CANARY, {}] }]));
  const headers: Record<string, string>[] = [
    {},
    ...[
      'next-router-state-tree',
      'next-router-segment-prefetch',
      'next-url',
      'next-action',
    ].flatMap((name) =>
      [CANARY, `%${CANARY}`, `/${CANARY}%zz`].map((value) => ({ rsc: '1', [name]: value })),
    ),
    { rsc: '1', 'next-router-state-tree': tree },
    { 'next-action': CANARY, 'x-action-forwarded': '1' },
    { 'x-forwarded-host': `[${CANARY}`, 'x-forwarded-proto': CANARY, 'x-forwarded-port': CANARY },
    { 'x-forwarded-for': CANARY, forwarded: CANARY, 'x-vercel-forwarded-for': CANARY },
    { cookie: `theme=${CANARY}%zz; ${CANARY}; __prerender_bypass=${CANARY}` },
    {
      'x-invoke-path': `/${CANARY}`,
      'x-matched-path': `/${CANARY}`,
      'x-now-route-matches': CANARY,
    },
    { 'x-middleware-rewrite': `http://[${CANARY}`, 'x-middleware-subrequest': CANARY },
    { 'content-security-policy': `script-src 'nonce-${CANARY}"<>'`, 'x-nonce': CANARY },
    { 'if-none-match': CANARY, 'if-modified-since': CANARY, range: `bytes=${CANARY}` },
    { 'accept-encoding': CANARY, 'accept-language': CANARY, accept: CANARY },
    { 'content-type': `multipart/form-data; boundary=${CANARY}`, traceparent: CANARY },
    { connection: 'Upgrade', upgrade: CANARY, 'sec-websocket-key': CANARY },
    { origin: CANARY, referer: CANARY, 'sec-fetch-site': CANARY, 'user-agent': CANARY },
  ];
  const targets = [
    ...['/', '/errors', '/errors/key_invalid', `/errors/${CANARY}`, `/${CANARY}`, '/api/health'],
    ...['/doctor', '/demo', '/setup', '/opengraph-image', '/api/chat', '/v1/models', '/api/log'],
  ];
  const unusualTargets = [
    ...[`/?${CANARY}=%zz`, `/errors?q=%zz${CANARY}`, `/errors?q[]=${CANARY}&q=${CANARY}`],
    ...[`/errors/${CANARY}%0a%0d`, `/errors/%E2%80%AE${CANARY}`, `/%5c${CANARY}`, `//${CANARY}:x/`],
    ...[
      `/_next/image?url=${CANARY}`,
      `/_next/data/${CANARY}/index.json`,
      `/_next/static/${CANARY}`,
    ],
    ...[`/__nextjs_source-map?filename=${CANARY}`, `/${CANARY}.segments/_tree.segment.rsc`],
    ...[`/?_rsc=${CANARY}`, `/?nxtPkind=${CANARY}`, `/?__nextLocale=${CANARY}`, `/${CANARY}.rsc`],
  ];
  const requests = [
    ...targets.flatMap((target) => headers.map((more) => ({ target, more }))),
    ...unusualTargets.flatMap((target) => [{}, { rsc: '1' }].map((more) => ({ target, more }))),
  ];
  for (let at = 0; at < requests.length; at += 20) {
    const batch = requests.slice(at, at + 20).map(async ({ target, more }) => {
      const head = { host: host(), connection: 'close', ...more };
      const { status } = await exchangeRaw(app.port, rawRequest(`GET ${target} HTTP/1.1`, head));
      expect(status, `${target} ${JSON.stringify(more)}`).not.toBeNull();
    });
    await Promise.all(batch);
  }
  // What Next makes of its own broken header: an error whose text quotes nothing from the request.
  expect(app.output()).toMatch(/"event":"printed","by":"error","errorClass":"Error"/);
  expect(app.output()).not.toContain(CANARY);
  expect(app.output()).not.toContain('⨯');
});

const MB = 1_000_000;

test('a hundred megabytes sent to handlers that do not read them stay out of memory', async () => {
  const before = residentBytes();
  const senders = [
    '/api/chat',
    '/api/nothing',
    '/api/health',
    '/v1/models',
    '/v1/chat/completions',
    '/v1/responses',
    '/',
  ]
    .map((path) => `POST ${path} HTTP/1.1`)
    .map((line) => flood(line, { origin: 'https://evil.example' }));
  for (const { status } of await Promise.all(senders)) {
    expect([401, 403, 404, 405, 413]).toContain(status);
  }
  expect((await flood(CHAT, {})).status).toBe(413);
  expect(residentBytes() - before).toBeLessThan(150 * MB);
  expect(upstream.requests).toHaveLength(0);
});

/** Sends up to 100 MB in chunks, until there is a response. */
function flood(line: string, headers: Record<string, string>): Promise<RawAnswer> {
  const part = Buffer.alloc(64 * 1024, ' ');
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), part, Buffer.from('\r\n')]);
  return exchangeRaw(app.port, async (socket, isOver) => {
    await writeRaw(socket, rawRequest(line, { ...own(), ...headers, ...CHUNKED }));
    for (let sent = 0; sent < 100 * MB && !isOver(); sent += part.length) {
      await writeRaw(socket, chunk);
    }
  });
}

/** The memory of the server's process, as the operating system counts it. */
function residentBytes(): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(app.child.pid)]);
  return Number(kilobytes.toString()) * 1024;
}

test('clients that send nothing, or half a request, do not keep others from being served', async () => {
  const head = rawRequest(CHAT, { ...own(), 'content-length': '1000' });
  const idle = Array.from({ length: 100 }, (_, at) =>
    exchangeRaw(app.port, at % 4 === 0 ? head : 'POST /api/chat HTTP/1.1\r\nHost: ', {
      timeoutMs: 1500,
    }).catch(() => null),
  );
  const served = await chat(LENGTH, BODY);
  expect(served.status).toBe(200);
  expect(served.ms).toBeLessThan(1500);
  upstream.requests.length = 0;
  await Promise.all(idle);
});
