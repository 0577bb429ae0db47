import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { errorBodySchema } from '#lib/core/errors/error-body.ts';
import { ERROR_KINDS, isErrorKind } from '#lib/core/errors/error-kinds.ts';
import { registry } from '#lib/server/registry.ts';
import { delta, event, finish, reply } from '#tests/support/completion-events.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
} from '#tests/support/scriptable-upstream.ts';
import {
  pageRequest,
  type StarlightProcess,
  startStarlight,
} from '#tests/support/starlight-process.ts';

const KEY = 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG';
/** Part of every meaningful body; no outcome may repeat it. */
const UPSTREAM_WORDS = 'Zebra quagga okapi';

let upstream: ScriptableUpstream;
let starlight: StarlightProcess;

beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
afterAll(() => upstream.close());
afterEach(() => vi.unstubAllEnvs());

const bytes = fc.oneof(
  fc.constant(''),
  fc.uint8Array({ maxLength: 300 }),
  fc.json().map((json) => `{"error":${json},"message":"${UPSTREAM_WORDS}"}`),
  fc.json(),
  fc.constantFrom(
    UPSTREAM_WORDS,
    `<!doctype html><title>${UPSTREAM_WORDS}</title>`,
    `{"error":{"message":"${UPSTREAM_WORDS}","code":"${UPSTREAM_WORDS}","type":"${UPSTREAM_WORDS}"}}`,
    `{"error":{"message":"${UPSTREAM_WORDS}`,
    `\u0000\uFEFF{"detail":"${UPSTREAM_WORDS}"}`,
    reply('hi'),
    delta('half') + event({ error: { message: UPSTREAM_WORDS } }),
    delta('half'),
    finish(),
    `data: ${UPSTREAM_WORDS}\n\n`,
    'data: [DONE]\n\n',
  ),
);
const status = fc.oneof(
  fc.constantFrom(200, 201, 204, 206, 304, 400, 401, 403, 404, 407, 408, 409, 429, 500, 503),
  fc.integer({ min: 200, max: 999 }),
);
const types = ['application/json', 'text/event-stream', 'text/html', 'text/plain', 'image/png'];
const headers = fc.record(
  {
    'content-type': fc.oneof(
      fc.constantFrom(...types),
      fc.string({ unit: 'grapheme-ascii', maxLength: 20 }),
    ),
    'content-encoding': fc.constantFrom('gzip', 'br', 'deflate', 'identity', 'nonsense'),
    'retry-after': fc.oneof(
      fc.nat(100).map(String),
      fc.constantFrom('-1', 'soon', 'Thu, 15 Jan 2026 12:00:05 GMT', '1e400'),
    ),
    'x-request-id': fc.constantFrom('req_1', KEY, '<script>'),
    location: fc.constantFrom('/elsewhere', 'https://elsewhere.example/'),
  },
  { requiredKeys: [] },
);
const ending = fc.constantFrom<'end' | 'cut' | 'reset'>('end', 'end', 'end', 'cut', 'reset');

it('classifies every upstream response, repeats none of its words, and never reports an internal error', async () => {
  starlight = startStarlight({
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_MODELS: 'gpt-test',
    STARLIGHT_RATE_LIMIT: '100000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '100000',
  });
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(status, headers, bytes, ending, async (code, fields, body, end) => {
      upstream.respond(async (exchange) => {
        await exchange.head(code, fields);
        if (body.length > 0 && code !== 204 && code !== 304) await exchange.write(body);
        exchange[end]();
      });
      const response = await chat(
        pageRequest('/api/chat', { messages: [{ role: 'user', content: 'hello' }] }),
      );
      const outcome = response.ok ? await readEnd(response) : await readRefusal(response);
      kinds.add(outcome.kind);
      expect(isErrorKind(outcome.kind) || outcome.kind === 'done').toBe(true);
      expect(outcome.kind).not.toBe('internal');
      expect(outcome.shown).not.toMatch(/zebra|quagga|okapi/i);
    }),
    { numRuns: 300 },
  );
  // The cases reach many kinds, and a reply.
  expect(kinds.size).toBeGreaterThan(12);
  expect(starlight.rawLog.join('')).not.toMatch(/zebra|quagga|okapi|QZXW/i);
  expect(registry().openReplies.size).toBe(0);
});

async function readRefusal(response: Response): Promise<{ kind: string; shown: string }> {
  const shown = await response.text();
  const error = errorBodySchema.parse(JSON.parse(shown).error);
  // Browsers act on 408, 421 and the like, so those become 400 or 504.
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThanOrEqual(599);
  expect(ERROR_KINDS[error.kind].origin).not.toBe('client');
  return { kind: error.kind, shown };
}

async function readEnd(response: Response): Promise<{ kind: string; shown: string }> {
  const { events, raw } = await readChatResponse(response);
  const ends = events.filter(({ type }) => type === 'done' || type === 'error');
  expect(ends).toHaveLength(1);
  const last = events.at(-1);
  return { kind: last?.type === 'error' ? last.error.kind : (last?.type ?? 'none'), shown: raw };
}
