import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import type * as dialects from '#lib/core/models/choose-dialect.ts';
import { spentToday } from '#lib/server/limits/daily-budget.ts';
import { completion, delta, reply } from '#tests/support/completion-events.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import { CREATED, responseEvents, textDelta } from '#tests/support/response-events.ts';
import { messageItem, responseOf, streamedResponse } from '#tests/support/response-replies.ts';
import {
  answer,
  type Script,
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import { pageRequest, startStarlight } from '#tests/support/starlight-process.ts';

// The upstream on this machine stands for OpenAI, whose models have their better API.
vi.mock('#lib/core/models/choose-dialect.ts', async (importOriginal) => {
  const original = await importOriginal<typeof dialects>();
  const baseUrl = 'https://api.openai.com/v1';
  const chooseDialect: typeof original.chooseDialect = (model, { api }) =>
    original.chooseDialect(model, { baseUrl, api });
  return { ...original, chooseDialect };
});

type Api = 'chat' | 'responses';
const PATHS: Record<Api, string> = { chat: '/v1/chat/completions', responses: '/v1/responses' };
const OTHER: Record<Api, Api> = { chat: 'responses', responses: 'chat' };

const GOOD: Record<Api, Script> = {
  chat: stream(reply('hi')),
  responses: stream(streamedResponse([messageItem('hi')])),
};
const said = (status: number, message: string, more: object = {}) =>
  answer(status, {
    error: { message, type: 'invalid_request_error', param: null, code: null, ...more },
  });
const NO_PATH = answer(404, { detail: 'Not Found' });

let upstream: ScriptableUpstream;

beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
afterAll(() => upstream.close());
afterEach(() => vi.unstubAllEnvs());

function start(env: Record<string, string> = {}) {
  upstream.requests.length = 0;
  return startStarlight({
    OPENAI_API_KEY: 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG',
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_MODELS: 'gpt-4.1,gpt-4o,gpt-5.4,o3',
    STARLIGHT_DAILY_TOKENS: '1000000',
    STARLIGHT_RATE_LIMIT: '1000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '10000',
    ...env,
  });
}

/** An upstream that answers so in its two APIs; in one that is not named, it replies. */
function respond(answers: Partial<Record<Api, Script>>): void {
  upstream.respond((exchange) => {
    const api = exchange.path === PATHS.chat ? 'chat' : 'responses';
    return (answers[api] ?? GOOD[api])(exchange);
  });
}

const send = (more: object = {}) =>
  chat(pageRequest('/api/chat', { messages: [{ role: 'user', content: 'hi' }], ...more }));
const ask = async (more: object = {}) => await readChatResponse(await send(more));
const errorOf = async () => (await (await send()).json()).error;
/** The APIs that were asked since the last call, in order. */
function asked(): Api[] {
  const paths = upstream.requests.splice(0).map(({ path }) => path);
  return paths.map((path) => (path === PATHS.chat ? 'chat' : 'responses'));
}

beforeEach(() => start());

/** Models by the API in which they are asked first. */
const MODELS: [Api, string, string][] = [
  ['chat', 'gpt-4.1', 'gpt-4o'],
  ['responses', 'gpt-5.4', 'o3'],
];

describe.each(MODELS)('an upstream without the API %s', (api, model, another) => {
  const other = OTHER[api];
  beforeEach(() => respond({ [api]: NO_PATH }));

  it('is asked in the other API once, and from then on there first', async () => {
    for (let turn = 1; turn <= 3; turn++) {
      expect((await ask({ model })).text).toBe('hi');
      expect(asked()).toEqual(turn === 1 ? [api, other] : [other]);
    }
    // What is known is known of the model.
    await ask({ model: another });
    expect(asked()).toEqual([api, other]);
  });

  it('is found out anew by a new process', async () => {
    await ask({ model });
    start();
    await ask({ model });
    expect(asked()).toEqual([api, other]);
  });

  it('that loses the other API and gets this one back is found out, too', async () => {
    await ask({ model });
    respond({ [other]: NO_PATH });
    asked();
    expect((await ask({ model })).text).toBe('hi');
    expect(asked()).toEqual([other, api]);
    await ask({ model });
    expect(asked()).toEqual([api]);
  });

  it('is asked again for each of many visitors at once, and answers all of them', async () => {
    const replies = await Promise.all(Array.from({ length: 3 }, () => ask({ model })));
    expect(replies.map(({ text }) => text)).toEqual(['hi', 'hi', 'hi']);
    expect(asked().length).toBeLessThanOrEqual(6);
  });

  it('costs no more for having been asked twice, and is no failure', async () => {
    const starlight = start();
    const { events } = await ask({ model });
    expect(events.at(-1)).toMatchObject({ type: 'done', reason: 'stop' });
    expect(events.at(-1)).toHaveProperty('notices', undefined);
    expect(spentToday('visitors').tokens).toBe(7 + 3);
    expect(starlight.requestLines().at(-1)).not.toHaveProperty('kind');
  });
});

/** Refusals of one API; `is-dialect-refused.test.ts` has many more. */
const REFUSALS: [string, Api, Script][] = [
  ['JSON', 'chat', NO_PATH],
  [
    'a page',
    'responses',
    answer(404, '<!doctype html><html><head><title>404</title></head></html>'),
  ],
  ['nothing', 'responses', answer(404, '')],
  ['a 405 with a page', 'chat', answer(405, '<html><head><title>405</title></head></html>')],
  ['a 501', 'responses', answer(501, { error: { message: 'not implemented' } })],
  ['a 500 of a gateway', 'responses', said(500, 'not implemented', { type: 'new_api_error' })],
  ['a bad request', 'responses', said(400, 'Unsupported endpoint: /v1/responses')],
  ['the model', 'chat', said(404, 'This model is only supported in v1/responses.')],
  ['the model, with a 200', 'chat', said(200, 'This model is only supported in v1/responses.')],
  [
    'LM Studio, with a 200 (lmstudio-ai/lmstudio-bug-tracker#618)',
    'responses',
    answer(200, { error: 'Unexpected endpoint or method. (POST /v1/responses)' }),
  ],
  [
    'LM Studio, with a 200',
    'chat',
    answer(200, { error: 'Unexpected endpoint or method. (POST /v1/chat/completions)' }),
  ],
];

describe('a refusal of one API', () => {
  it('with a 200 is remembered as well', async () => {
    respond({ chat: answer(200, { error: 'Unexpected endpoint or method. (POST /x)' }) });
    for (const expected of [['chat', 'responses'], ['responses'], ['responses']]) {
      expect((await ask()).text).toBe('hi');
      expect(asked()).toEqual(expected);
    }
  });

  it.each(REFUSALS)('leads to the other: %s, of %s', async (_, api, script) => {
    const model = api === 'chat' ? 'gpt-4.1' : 'gpt-5.4';
    respond({ [api]: script });
    expect((await ask({ model })).text).toBe('hi');
    expect(asked()).toEqual([api, OTHER[api]]);
  });
});

describe('STARLIGHT_API', () => {
  it.each(['chat', 'responses'] as const)('=%s never asks in the other API', async (api) => {
    const failures = [NO_PATH, ...REFUSALS.map(([, , script]) => script), answer(503, {})];
    for (const script of failures) {
      start({ STARLIGHT_API: api });
      respond({ [api]: script });
      await send();
      expect(new Set(asked())).toEqual(new Set([api]));
    }
    respond({});
    expect((await ask()).text).toBe('hi');
    expect(asked()).toEqual([api]);
  });

  it('forgets what auto has learned', async () => {
    respond({ chat: NO_PATH });
    await ask();
    vi.stubEnv('STARLIGHT_API', 'chat');
    start({ STARLIGHT_API: 'chat' });
    await send();
    expect(asked()).toEqual(['chat']);
  });

  it('is named to the operator as the cause, and to nobody else', async () => {
    const starlight = start({ STARLIGHT_API: 'responses' });
    respond({ responses: NO_PATH });
    expect(JSON.stringify(await errorOf())).not.toContain('STARLIGHT_API');
    expect(starlight.requestLines()).toHaveLength(1);
  });
});

describe('an API that only seems to answer', () => {
  const page = answer(200, '<!doctype html><html><body>Welcome</body></html>');

  it('is not remembered: a reply has to arrive in it', async () => {
    for (const seems of [page, answer(200, completion('hi')), stream(delta('hi'))]) {
      start();
      respond({ chat: NO_PATH, responses: seems });
      await (await send()).text();
      expect(asked()).toEqual(['chat', 'responses']);
      respond({ responses: seems });
      expect((await ask()).text).toBe('hi');
      expect(asked()).toEqual(['chat']);
    }
  });

  it('is forgotten when it answers with a page', async () => {
    respond({ chat: NO_PATH });
    await ask();
    asked();
    respond({ responses: page });
    expect((await errorOf()).kind).toBe('not_an_api');
    expect((await ask()).text).toBe('hi');
    expect(asked()).toEqual(['responses', 'chat']);
  });
});

describe('when both APIs fail', () => {
  it('each is asked once, and the failure that says more is reported', async () => {
    respond({
      chat: NO_PATH,
      responses: said(401, 'Incorrect API key provided', { code: 'invalid_api_key' }),
    });
    expect(await errorOf()).toMatchObject({ kind: 'key_invalid' });
    expect(asked()).toEqual(['chat', 'responses']);
    respond({ chat: NO_PATH, responses: NO_PATH });
    expect(await errorOf()).toMatchObject({ kind: 'wrong_url' });
    expect(asked()).toEqual(['chat', 'responses']);
  });

  it('each is asked once if both say it with a 200, and nothing counts as spent', async () => {
    const missing = answer(200, { error: 'Unexpected endpoint or method. (POST /x)' });
    respond({ chat: missing, responses: missing });
    expect(await errorOf()).toMatchObject({ kind: 'wrong_url' });
    expect(asked()).toEqual(['chat', 'responses']);
    expect(spentToday('visitors').tokens).toBe(0);
    respond({ chat: missing, responses: said(401, 'No.', { code: 'invalid_api_key' }) });
    expect(await errorOf()).toMatchObject({ kind: 'key_invalid' });
  });

  it('nothing is learned', async () => {
    respond({ chat: NO_PATH, responses: answer(429, {}) });
    await send();
    asked();
    respond({});
    await ask();
    expect(asked()).toEqual(['chat']);
  });
});

describe('a model that does not exist', () => {
  it('is not looked for in the other API', async () => {
    respond({
      chat: said(404, 'The model `gpt-4.1` does not exist', { code: 'model_not_found' }),
    });
    expect(await errorOf()).toMatchObject({ kind: 'model_not_found' });
    expect(asked()).toEqual(['chat']);
  });
});

/** Answers that were accepted, and may be billed, whatever they say. */
const ACCEPTED: [string, Script][] = [
  [
    'an error document about the path',
    answer(200, { error: { message: 'Not Found', code: 404, status: 404 } }),
  ],
  [
    'an error event about the API',
    stream(`data: ${JSON.stringify({ error: { message: 'Not Found', code: 404 } })}\n\n`),
  ],
  ['a reply that breaks off', stream(delta('h'))],
  ['an empty body', answer(200, '')],
  ['a page', answer(200, '<!doctype html><html><body>404 Not Found</body></html>')],
  ['a reply in the other API', answer(200, responseOf([messageItem('hi')]))],
  ['a stream of the other API', stream(responseEvents(CREATED, textDelta('hi')))],
  ['a 204', answer(204, '')],
];

describe('after a 2xx', () => {
  it.each(ACCEPTED)('nothing is sent again: %s', async (_, script) => {
    respond({ chat: script });
    await (await send()).text();
    expect(asked()).toEqual(['chat']);
    start({ STARLIGHT_API: 'responses' });
    respond({ responses: script });
    await (await send()).text();
    expect(asked()).toEqual(['responses']);
  });

  it('a completion in place of a response is no reply of that API', async () => {
    start({ STARLIGHT_API: 'responses' });
    respond({ responses: answer(200, completion('hi')) });
    expect((await errorOf()).kind).toMatch(/reply_invalid|not_an_api/);
    expect(asked()).toEqual(['responses']);
  });
});
