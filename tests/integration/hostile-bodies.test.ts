import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChatHandler } from '#lib/server/chat/chat-handler.ts';
import { currentConfig } from '#lib/server/config/read-config.ts';
import { examineSite } from '#lib/server/doctor/handle-doctor.ts';
import { apiRoute } from '#lib/server/http/api-route.ts';
import { startSession } from '#lib/server/session/handle-session.ts';
import { createCompletionsHandler } from '#lib/server/v1/completions-handler.ts';
import { createResponsesHandler } from '#lib/server/v1/responses-handler.ts';
import { completion, reply } from '#tests/support/completion-events.ts';
import { operatorCredentials } from '#tests/support/forged-credentials.ts';
import { exchangeRaw, type RawAnswer, rawRequest, writeRaw } from '#tests/support/raw-http.ts';
import { responseOf } from '#tests/support/response-replies.ts';
import { OPEN_METHODS, pathOf } from '#tests/support/route-table.ts';
import {
  answer,
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import { type HandlerServer, serveHandlers } from '#tests/support/serve-handlers.ts';
import { type StarlightProcess, startStarlight } from '#tests/support/starlight-process.ts';

const BODY_TIMEOUT_MS = 300;
const TEAM_TOKEN = 'team-token-of-thirty-two-letters';
const CODE = 'a-long-operator-code';
// Two bodies of the largest size and what is parsed from one; other tests share the machine.
const MAX_GROWTH_BYTES = 100_000_000;
const MAX_MS = 5_000;
const MILLION = 1_000_000;

/** The routes that read a body: a valid one, its status, and the upstream requests it causes. */
const ROUTES: Record<string, { validBody: object; status: number; upstreamRequests: number }> = {
  'app/api/chat/route.ts': { validBody: hello(), status: 200, upstreamRequests: 1 },
  'app/api/session/route.ts': { validBody: { code: CODE }, status: 204, upstreamRequests: 0 },
  'app/api/doctor/route.ts': { validBody: { check: 'mode' }, status: 200, upstreamRequests: 0 },
  'app/v1/chat/completions/route.ts': { validBody: hello(), status: 200, upstreamRequests: 1 },
  'app/v1/responses/route.ts': { validBody: { input: 'hello' }, status: 200, upstreamRequests: 1 },
};
const READ_NO_BODY = [
  'app/api/[...path]/route.ts',
  'app/api/doctor/listen/route.ts',
  'app/api/health/route.ts',
  'app/api/log/route.ts',
  'app/api/ready/route.ts',
  'app/v1/[...path]/route.ts',
  'app/v1/models/route.ts',
];
/** A form, which `share-target.test.ts` sends. */
const READS_NO_JSON = ['app/share-target/route.ts'];
const files = Object.keys(ROUTES);

let upstream: ScriptableUpstream;
let server: HandlerServer;
let starlight: StarlightProcess;
let credentials: Record<string, string>;
const port = () => Number(new URL(server.origin).port);

function hello(more: object = {}): object {
  return { messages: [{ role: 'user', content: 'hello' }], ...more };
}

beforeAll(async () => {
  upstream = await startScriptableUpstream();
  upstream.respond((exchange) =>
    (exchange.path.endsWith('/responses')
      ? answer(200, responseOf([]))
      : JSON.parse(exchange.body).stream
        ? stream(reply('hi'))
        : answer(200, completion('hi')))(exchange),
  );
  const options = { bodyTimeoutMs: BODY_TIMEOUT_MS };
  server = await serveHandlers({
    '/api/chat': apiRoute('/api/chat', createChatHandler(options)),
    '/api/session': apiRoute('/api/session', (context) => startSession(context, options)),
    '/api/doctor': apiRoute('/api/doctor', (context) => examineSite(context, options)),
    '/v1/chat/completions': createCompletionsHandler(options),
    '/v1/responses': createResponsesHandler(options),
  });
});
afterAll(async () => {
  await server.close();
  await upstream.close();
});
beforeEach(async () => {
  upstream.requests.length = 0;
  starlight = startStarlight({
    NODE_ENV: 'production',
    OPENAI_API_KEY: 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG',
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_OPERATOR_CODE: CODE,
    STARLIGHT_TEAM_TOKENS: `bot:${TEAM_TOKEN}`,
    STARLIGHT_RATE_LIMIT: '100000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '100000',
  });
  credentials = {
    ...(await operatorCredentials(currentConfig())),
    authorization: `Bearer ${TEAM_TOKEN}`,
  };
});
afterEach(() => {
  for (const line of starlight.rawLog) expect(line).toMatch(/^\{[^\p{C}\p{Zl}\p{Zp}]+\}\n$/u);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
  vi.unstubAllEnvs();
});

function headersFor(more: Record<string, string> = {}): Record<string, string> {
  return {
    host: `127.0.0.1:${port()}`,
    origin: server.origin,
    'content-type': 'application/json',
    ...credentials,
    ...more,
  };
}

type Body = string | Uint8Array;

function post(file: string, body: Body, more: Record<string, string> = {}): Promise<RawAnswer> {
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  const headers = headersFor({ ...length, ...more });
  return exchangeRaw(port(), rawRequest(`POST ${pathOf(file)} HTTP/1.1`, headers, body));
}

/** The error in a response, in Starlight's format or in OpenAI's. */
function failureOf({ body }: RawAnswer): { name: unknown; field: unknown } {
  const { error } = JSON.parse(body);
  return {
    name: error.kind ?? error.code,
    field: error.details?.field ?? error.details?.limitUnit ?? error.param,
  };
}

/** Expects a refusal in bounded time and memory, with a kind and a field but no upstream request. */
async function expectRefused(exchange: () => Promise<RawAnswer>): Promise<RawAnswer> {
  const before = process.memoryUsage().rss;
  const refused = await exchange();
  expect(refused.status).toBeOneOf([400, 408, 413, 415]);
  expect(failureOf(refused).name).toBeOneOf([
    'invalid_request',
    'body_too_large',
    'request_too_large',
    'unsupported_media_type',
  ]);
  if (failureOf(refused).name === 'invalid_request')
    expect(failureOf(refused).field).toBeTypeOf('string');
  expect(refused.ms).toBeLessThan(MAX_MS);
  expect(process.memoryUsage().rss - before).toBeLessThan(MAX_GROWTH_BYTES);
  expect(upstream.requests).toHaveLength(0);
  return refused;
}

async function expectNextServed(file: string): Promise<void> {
  const { validBody, status = 200, upstreamRequests = 0 } = ROUTES[file] ?? {};
  const served = await post(file, JSON.stringify(validBody));
  expect(served.status).toBe(status);
  expect(upstream.requests).toHaveLength(upstreamRequests);
}

const nested = (levels: number, open = '[', close = ']') =>
  open.repeat(levels) + close.repeat(levels);
const utf16 = (text: string) =>
  Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, 'utf16le')]);
const inMessage = (json: string) => `{"messages":[{"role":"user","content":${json}}]}`;
const withField = (json: string) => `{"messages":[{"role":"user","content":"x"}],${json}}`;

const BOMBS: [string, Body][] = [
  ['a million empty arrays', `[${'[],'.repeat(MILLION)}[]]`],
  ['a million messages', `{"messages":[${'[],'.repeat(MILLION)}[]]}`],
  ['a million parts', inMessage(`[${'{},'.repeat(MILLION)}{}]`)],
  ['a million tools', withField(`"tools":[${'{},'.repeat(MILLION)}{}]`)],
  ['a million numbers in a relayed field', withField(`"stop":[${'1,'.repeat(MILLION)}1]`)],
  ['300,000 members', `{${Array.from({ length: 300_000 }, (_, at) => `"k${at}":0`).join()}}`],
  ['one member 300,000 times', `{${'"messages":0,'.repeat(300_000)}"messages":0}`],
  ['100,000 nested arrays', nested(100_000)],
  ['100,000 nested objects', nested(100_000, '{"a":', '}').replace(':}', ':0}')],
  ['100,000 levels in a message', inMessage(nested(100_000))],
  ['100,000 levels in a relayed field', withField(`"response_format":${nested(100_000)}`)],
  ['a million unclosed levels', '['.repeat(MILLION)],
  ['a million unopened levels', ']'.repeat(MILLION)],
  ['an infinite number', withField('"maxOutputTokens":1e999999,"max_tokens":1e999999')],
  ['a number of a million digits', withField(`"maxOutputTokens":${'9'.repeat(MILLION)},"n":2`)],
  ['a name of 3 MB', withField(`"model":"${'m'.repeat(3 * MILLION)}"`)],
];

const ODDITIES: [string, Body][] = [
  ['__proto__', withField('"__proto__":{"polluted":1}')],
  [
    '__proto__ in a message',
    '{"messages":[{"role":"user","content":"x","__proto__":{"polluted":1}}]}',
  ],
  ['__proto__ in a part', inMessage('[{"type":"text","text":"x","__proto__":{"polluted":1}}]')],
  [
    '__proto__ in an escape sequence',
    withField('"response_format":{"\\u005f_proto__":{"polluted":1}}'),
  ],
  ['__proto__ alone', '{"__proto__":{"messages":[{"role":"user","content":"x"}],"code":"x"}}'],
  ['constructor', withField('"constructor":{"prototype":{"polluted":1}}')],
  ['prototype', withField('"prototype":{"polluted":1}')],
  ['UTF-16', utf16(JSON.stringify(hello()))],
  ['half a character', Buffer.concat([Buffer.from('{"messages":"'), Buffer.of(0xf0, 0x9f)])],
  ['a surrogate in UTF-8', Buffer.concat([Buffer.of(0x22, 0xed, 0xa0, 0x80, 0x22)])],
  ['NUL', '{"messages":\u0000[]}'],
  ['a NUL in a text', inMessage('"a\u0000b"')],
  ['a line break in a text', inMessage('"a\nb"')],
  ['two documents', `${JSON.stringify(hello())}{"code":"x"}`],
  ['half a document', JSON.stringify(hello()).slice(0, -2)],
  ['NaN', withField('"temperature":NaN')],
  ['a comment', `/* */${JSON.stringify(hello())}`],
  ['only white space', ' \r\n\t'],
  ['null', 'null'],
  ['a list', '[]'],
  ['a form', 'code=x&messages=y'],
];

describe.each(files)('the route %s', (file) => {
  it.each(BOMBS)('refuses %s in bounded time and memory', async (_, body) => {
    await expectRefused(() => post(file, body));
    await expectNextServed(file);
  });

  it('refuses invalid JSON and unexpected fields, and says where', async () => {
    for (const [name, body] of ODDITIES) {
      const refused = await expectRefused(() => post(file, body));
      expect(refused.status, name).toBeLessThan(415);
    }
    await expectNextServed(file);
  });

  it('refuses a compressed body without decompressing it', async () => {
    const bomb = gzipSync(Buffer.alloc(20 * MILLION, ' '), { level: 9 });
    for (const encoding of ['gzip', 'GZIP', 'x-gzip', 'deflate', 'br', 'identity, gzip', 'none']) {
      const refused = await expectRefused(() => post(file, bomb, { 'content-encoding': encoding }));
      expect(refused.status, encoding).toBe(415);
    }
    await expectNextServed(file);
  });

  it('refuses a declared length of 100 MB before any of it has arrived', async () => {
    const head = rawRequest(
      `POST ${pathOf(file)} HTTP/1.1`,
      headersFor({ 'content-length': String(100 * MILLION) }),
    );
    const refused = await expectRefused(() => exchangeRaw(port(), head));
    expect(refused.status).toBe(413);
    await expectNextServed(file);
  });

  it('refuses 100 MB in chunks without a declared length', async () => {
    const chunk = Buffer.alloc(64 * 1024, ' ');
    let sent = 0;
    const refused = await expectRefused(() =>
      exchangeRaw(port(), async (socket, isOver) => {
        const head = headersFor({ 'transfer-encoding': 'chunked' });
        await writeRaw(socket, rawRequest(`POST ${pathOf(file)} HTTP/1.1`, head));
        while (sent < 100 * MILLION && !isOver()) {
          await writeRaw(socket, `${chunk.length.toString(16)}\r\n`);
          await writeRaw(socket, chunk);
          await writeRaw(socket, '\r\n');
          sent += chunk.length;
        }
      }),
    );
    expect(refused.status).toBe(413);
    // The limit, plus what the buffers of two sockets hold.
    expect(sent).toBeLessThan(30 * MILLION);
    await expectNextServed(file);
  });

  it('abandons a body that is incomplete or too slow, and closes the connection', async () => {
    const text = JSON.stringify(ROUTES[file]?.validBody);
    const head = rawRequest(
      `POST ${pathOf(file)} HTTP/1.1`,
      headersFor({ 'content-length': String(text.length + 1) }),
    );
    const incomplete = exchangeRaw(port(), Buffer.concat([head, Buffer.from(text)]), {
      closeWithinMs: 1000,
    });
    const slow = exchangeRaw(
      port(),
      async (socket, isOver) => {
        await writeRaw(socket, head);
        for (const letter of text) {
          if (isOver()) return;
          await writeRaw(socket, letter);
          await new Promise((resolve) => setTimeout(resolve, BODY_TIMEOUT_MS / 4));
        }
      },
      { closeWithinMs: 1000 },
    );
    for (const exchange of [incomplete, slow]) {
      const refused = await expectRefused(() => exchange);
      // Browsers resend a request that gets a 408, so a page gets 400 instead.
      expect(JSON.parse(refused.body).error.status ?? refused.status).toBe(408);
      expect(refused.closed).toBe(true);
      expect(refused.ms).toBeGreaterThan(BODY_TIMEOUT_MS - 50);
    }
    await expectNextServed(file);
  });

  it('is not blocked by a client that leaves in the middle of a body', async () => {
    const head = rawRequest(
      `POST ${pathOf(file)} HTTP/1.1`,
      headersFor({ 'content-length': '1000' }),
    );
    await exchangeRaw(port(), async (socket) => {
      await writeRaw(socket, head);
      await writeRaw(socket, '{"messages":[');
      socket.destroy();
    });
    expect(upstream.requests).toHaveLength(0);
    await expectNextServed(file);
  });
});

describe('an unusual but valid body', () => {
  const relayedBodies = () => upstream.requests.map(({ body }) => JSON.parse(body));

  it('is read with a byte order mark, and only the last of duplicate members is relayed', async () => {
    const withDuplicates = `\uFEFF{"model":"not-offered","messages":[],"messages":[{"role":"user","content":"x"}],"model":"${currentConfig().models[0]}"}`;
    expect((await post('app/api/chat/route.ts', withDuplicates)).status).toBe(200);
    expect((await post('app/v1/chat/completions/route.ts', withDuplicates)).status).toBe(200);
    const withInput = withDuplicates.replaceAll('messages', 'input');
    expect((await post('app/v1/responses/route.ts', withInput)).status).toBe(200);
    expect(upstream.requests.map(({ body }) => body.match(/"model":/g)?.length)).toEqual([1, 1, 1]);
    expect(relayedBodies().map(({ messages, input }) => (messages ?? input).length)).toEqual([
      1, 1, 1,
    ]);
  });

  it("keeps a message's text, whatever its characters", async () => {
    const text = 'a\u0000b\ud800c\u2028d\u001b[31me\u202e __proto__ {"constructor":1}';
    const body = JSON.stringify({ messages: [{ role: 'user', content: text }] });
    for (const file of ['app/api/chat/route.ts', 'app/v1/chat/completions/route.ts']) {
      expect((await post(file, body)).status).toBe(200);
    }
    expect(relayedBodies().map(({ messages }) => messages[0].content)).toEqual([text, text]);
  });
});

describe('every route', () => {
  it('is tested here, or reads no body', () => {
    expect([...files, ...READ_NO_BODY, ...READS_NO_JSON].sort()).toEqual(
      Object.keys(OPEN_METHODS).sort(),
    );
  });
});
