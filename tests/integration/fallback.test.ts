import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { POST as complete } from '#app/v1/chat/completions/route.ts';
import { POST as respond } from '#app/v1/responses/route.ts';
import { spentToday } from '#lib/server/limits/daily-budget.ts';
import {
  completion,
  DONE,
  delta,
  finish,
  reply,
  roleEvent,
  usageEvent,
} from '#tests/support/completion-events.ts';
import { freePort } from '#tests/support/free-port.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import { CREATED, ended, responseEvents, textDelta } from '#tests/support/response-events.ts';
import { messageItem, responseOf } from '#tests/support/response-replies.ts';
import {
  answer,
  type Script,
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import {
  pageRequest,
  type StarlightProcess,
  startStarlight,
  teamRequest,
} from '#tests/support/starlight-process.ts';

const KEY = 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG';
const SECOND_KEY = 'gsk_KQ7XWVZJHG4QZXWV2JHGQZXWVKJHG';
const TEAM = 'team-token-of-at-least-24-characters';
const HELLO = { messages: [{ role: 'user', content: 'hello' }] };
const QUOTA = answer(429, {
  error: {
    message: 'You exceeded your current quota',
    type: 'insufficient_quota',
    code: 'insufficient_quota',
  },
});

let first: ScriptableUpstream;
let second: ScriptableUpstream;
let site: StarlightProcess;

beforeAll(async () => {
  first = await startScriptableUpstream();
  second = await startScriptableUpstream();
});
afterAll(async () => {
  await first.close();
  await second.close();
});
beforeEach(() => {
  first.requests.length = 0;
  second.requests.length = 0;
  second.respond(stream(reply('From the second')));
  start();
});
afterEach(() => vi.unstubAllEnvs());

function start(env: Record<string, string> = {}): void {
  site = startStarlight({
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: first.url,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_MODELS: 'gpt-4o-mini,other-model',
    STARLIGHT_TEAM_TOKENS: `bot:${TEAM}`,
    STARLIGHT_FALLBACK: `gpt-4o-mini ${second.url} ${SECOND_KEY} gpt-4o`,
    ...env,
  });
}

const ask = (more: object = {}) => chat(pageRequest('/api/chat', { ...HELLO, ...more }));
const refusal = (status: number, code: string): Script =>
  answer(status, { error: { message: 'no', type: code, code } });

async function expectSecond(response: Response): Promise<void> {
  expect(response.status).toBe(200);
  const { events, text } = await readChatResponse(response);
  expect(text).toBe('From the second');
  expect(events.at(-1)).toMatchObject({ type: 'done', notices: ['used_fallback'] });
}

const FAULTS: [name: string, kind: string, script: Script][] = [
  ['overloaded', 'overloaded', refusal(503, 'server_overloaded')],
  ['out of credit', 'quota_exhausted', QUOTA],
  ['failing', 'server_error', refusal(500, 'server_error')],
  ['limiting', 'rate_limited', refusal(429, 'rate_limit_exceeded')],
  ['a page of a gateway', 'bad_gateway', answer(502, '<html>Bad gateway</html>')],
  ['hanging up', 'connection_lost', ({ reset }) => reset()],
];

describe('a second upstream', () => {
  it.each(FAULTS)(
    'replies where the first is %s, and log and notice say so',
    async (_name, kind, script) => {
      first.respond(script);
      await expectSecond(await ask());
      expect(second.requests).toHaveLength(1);
      expect(second.requests[0]?.headers['authorization']).toBe(`Bearer ${SECOND_KEY}`);
      expect(JSON.parse(second.requests[0]?.body ?? '')).toMatchObject({ model: 'gpt-4o' });
      expect(site.requestLines().at(-1)).toMatchObject({ status: 200, fallback: kind });
      expect(site.requestLines().at(-1)?.['fallbackTo']).toContain('gpt-4o');
      expect(site.rawLog.join('')).not.toMatch(/KQ7X|QZXW/);
    },
  );

  it('replies where nothing listens at the first', async () => {
    start({ OPENAI_BASE_URL: `http://127.0.0.1:${await freePort()}/v1` });
    await expectSecond(await ask());
  });

  it('replies within the time for the first event where the first hangs', async () => {
    start({ STARLIGHT_TTFB_TIMEOUT_MS: '3000' });
    first.respond(() => undefined);
    const startedAt = performance.now();
    await expectSecond(await ask());
    expect(performance.now() - startedAt).toBeLessThan(3000);
    expect(site.requestLines().at(-1)).toMatchObject({ fallback: 'upstream_timeout' });
  });

  it('replies where the first accepts the request and fails before a word', async () => {
    first.respond(async ({ head, write, cut }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(roleEvent());
      cut();
    });
    await expectSecond(await ask());
    first.respond(async ({ head, write, end }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(
        'data: {"error":{"message":"overloaded","type":"overloaded_error","code":"overloaded"}}\n\n',
      );
      end();
    });
    await expectSecond(await ask());
  });

  it('does not reply after the first word', async () => {
    first.respond(async ({ head, write, cut }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(roleEvent() + delta('Half'));
      cut();
    });
    const { events, text } = await readChatResponse(await ask());
    expect(text).toBe('Half');
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { kind: 'reply_interrupted' } });
    expect(second.requests).toHaveLength(0);
  });

  it.each([
    ['too long', 400, 'context_length_exceeded', 'context_too_long'],
    ['flagged', 400, 'content_policy_violation', 'content_flagged'],
    ['malformed', 400, 'invalid_request_error', 'bad_request'],
    ['sent with a wrong key', 401, 'invalid_api_key', 'key_invalid'],
    ['for a model that does not exist', 404, 'model_not_found', 'model_not_found'],
  ])('is not asked for a request that is %s', async (_name, status, code, kind) => {
    first.respond(refusal(status, code));
    const response = await ask();
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { kind } });
    expect(second.requests).toHaveLength(0);
  });

  it('is not asked for a model without one, and never if the first replies', async () => {
    first.respond(QUOTA);
    expect((await ask({ model: 'other-model' })).status).toBe(429);
    first.respond(stream(reply('From the first')));
    const { events, text } = await readChatResponse(await ask());
    expect(text).toBe('From the first');
    expect(events.at(-1)).toMatchObject({ notices: undefined });
    expect(second.requests).toHaveLength(0);
  });

  it('stands for every model as *', async () => {
    start({ STARLIGHT_FALLBACK: `* ${second.url} ${SECOND_KEY}` });
    first.respond(QUOTA);
    await expectSecond(await ask({ model: 'other-model' }));
    expect(JSON.parse(second.requests[0]?.body ?? '')).toMatchObject({ model: 'other-model' });
  });

  it('leaves the failure of the first where it fails as well', async () => {
    first.respond(QUOTA);
    second.respond(refusal(401, 'invalid_api_key'));
    const response = await ask();
    expect(await response.json()).toMatchObject({ error: { kind: 'quota_exhausted' } });
    expect(site.requestLines().at(-1)).toMatchObject({
      kind: 'quota_exhausted',
      fallback: 'quota_exhausted',
    });
  });

  it('is not asked once the visitor has left', async () => {
    const left = new AbortController();
    const arrived = Promise.withResolvers<void>();
    first.respond(async ({ closed }) => {
      arrived.resolve();
      await closed;
    });
    const answering = chat(pageRequest('/api/chat', HELLO, { signal: left.signal }));
    await arrived.promise;
    left.abort();
    expect((await answering).status).toBe(499);
    expect(second.requests).toHaveLength(0);
  });
});

describe('a second upstream in the Responses API', () => {
  const FAILED = responseEvents(CREATED, {
    type: 'response.failed',
    response: { status: 'failed', error: { code: 'server_error', message: 'no' } },
  });
  const ANSWER = responseEvents(CREATED, textDelta('From the second'), ended({}));

  it.each([
    ['refuses', refusal(503, 'server_overloaded')],
    ['fails before a word', stream(FAILED)],
  ])('replies where the first, asked in it too, %s', async (_name, script) => {
    start({ STARLIGHT_API: 'responses' });
    first.respond(script);
    await expectSecond(await ask());
    expect(first.requests[0]?.path).toBe('/v1/responses');
    expect(second.requests[0]?.path).toBe('/v1/chat/completions');
  });

  it('is asked in it where it refuses the other', async () => {
    first.respond(QUOTA);
    second.respond((exchange) =>
      exchange.path === '/v1/responses'
        ? stream(ANSWER)(exchange)
        : answer(404, { error: { message: 'This model is only supported in v1/responses.' } })(
            exchange,
          ),
    );
    start({ STARLIGHT_FALLBACK: `* ${second.url} ${SECOND_KEY} o3-pro` });
    const { text } = await readChatResponse(await ask());
    expect(text).toBe('From the second');
  });
});

describe('the price of a second upstream', () => {
  // gpt-4o costs 2.5 and 10 dollars per million tokens, gpt-4o-mini 0.15 and 0.6.
  const counted = stream(roleEvent() + delta('Hi') + finish() + usageEvent(1000, 100) + DONE);

  it('is what counts if it replied, and that of the first if that did', async () => {
    start({ STARLIGHT_DAILY_SPEND: '100' });
    second.respond(counted);
    first.respond(QUOTA);
    await readChatResponse(await ask());
    const bySecond = spentToday('visitors').microUsd;
    expect(bySecond).toBe(2500 + 1000);
    first.respond(counted);
    await readChatResponse(await ask());
    expect(spentToday('visitors').microUsd - bySecond).toBe(150 + 60);
  });

  it('is reserved if it is the dearer one', async () => {
    // The longest answer is 4,096 tokens: 41,000 millionths of a dollar there, 2,500 at the first.
    start({ STARLIGHT_DAILY_SPEND: '0.01' });
    first.respond(stream(reply('hi')));
    const response = await ask();
    expect(await response.json()).toMatchObject({ error: { kind: 'budget_spent' } });
    expect(first.requests).toHaveLength(0);
  });

  it('costs nothing if both refuse', async () => {
    start({ STARLIGHT_DAILY_SPEND: '100' });
    first.respond(QUOTA);
    second.respond(QUOTA);
    await ask();
    expect(spentToday('visitors')).toEqual({ tokens: 0, microUsd: 0 });
    await complete(teamRequest('/v1/chat/completions', TEAM, { ...HELLO, model: 'gpt-4o-mini' }));
    expect(spentToday('team:bot')).toEqual({ tokens: 0, microUsd: 0 });
  });

  it('is added to the most of a first attempt that may be billed', async () => {
    start({ STARLIGHT_DAILY_TOKENS: '1000000' });
    first.respond(({ reset }) => reset());
    second.respond(counted);
    await readChatResponse(await ask());
    expect(spentToday('visitors').tokens).toBeGreaterThan(4096 + 1100);
  });
});

describe('a second upstream for other programs', () => {
  const request = { ...HELLO, model: 'gpt-4o-mini' };

  it.each(FAULTS)('completes where the first is %s', async (_name, kind, script) => {
    first.respond(script);
    const body = { ...request, stream: true };
    const streamed = await complete(teamRequest('/v1/chat/completions', TEAM, body));
    expect(await streamed.text()).toContain('From the second');
    expect(streamed.headers.get('x-starlight-fallback')).toBe(kind);
    second.respond(answer(200, completion('From the second')));
    const whole = await complete(teamRequest('/v1/chat/completions', TEAM, request));
    expect(await whole.json()).toMatchObject({
      choices: [{ message: { content: 'From the second' } }],
    });
    expect(whole.headers.get('x-starlight-fallback')).toBe(kind);
  });

  it('responds in the Responses API', async () => {
    first.respond(QUOTA);
    second.respond(answer(200, responseOf([messageItem('From the second')])));
    const body = { model: 'gpt-4o-mini', input: 'hello' };
    const response = await respond(teamRequest('/v1/responses', TEAM, body));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('From the second');
    expect(second.requests[0]?.path).toBe('/v1/responses');
  });

  it('completes where the first fails with its first event, or hangs', async () => {
    const body = { ...request, stream: true };
    first.respond(stream('data: {"error":{"message":"no","code":"server_overloaded"}}\n\n'));
    const failed = await complete(teamRequest('/v1/chat/completions', TEAM, body));
    expect(await failed.text()).toContain('From the second');
    start({ STARLIGHT_TTFB_TIMEOUT_MS: '3000' });
    first.respond(() => undefined);
    const startedAt = performance.now();
    const hanging = await complete(teamRequest('/v1/chat/completions', TEAM, body));
    expect(hanging.headers.get('x-starlight-fallback')).toBe('upstream_timeout');
    expect(await hanging.text()).toContain('From the second');
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });

  it('is not asked for a request that the first refused', async () => {
    first.respond(refusal(400, 'context_length_exceeded'));
    const response = await complete(teamRequest('/v1/chat/completions', TEAM, request));
    expect(response.status).toBe(400);
    expect(second.requests).toHaveLength(0);
  });
});
