import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { POST as complete } from '#app/v1/chat/completions/route.ts';
import { GET as listModels } from '#app/v1/models/route.ts';
import { parseErrorBody } from '#lib/core/errors/error-body.ts';
import { readSiteState } from '#lib/server/config/read-site-state.ts';
import { MODEL_LISTS, manyModels } from '#tests/fixtures/model-lists/model-lists.ts';
import { completion, reply } from '#tests/support/completion-events.ts';
import { KEY, prepareSite } from '#tests/support/prepare-site.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import { answer, type Script, stream } from '#tests/support/scriptable-upstream.ts';
import { pageRequest, teamRequest } from '#tests/support/starlight-process.ts';

const TEAM_TOKEN = 'team-token-of-at-least-24-characters';
const OPENAI = MODEL_LISTS.find(({ name }) => name === 'OpenAI');

const site = prepareSite({
  env: { STARLIGHT_RATE_LIMIT: '1000', STARLIGHT_TEAM_TOKENS: `scripts:${TEAM_TOKEN}` },
});
let list: Script;

beforeEach(async () => {
  await site.upstream.accept();
  list = answer(200, OPENAI?.body);
  site.upstream.respond(async (exchange) => {
    if (exchange.path === '/v1/models') return await list(exchange);
    const streamed = exchange.body.includes('"stream":true');
    await (streamed ? stream(reply('hi')) : answer(200, completion('hi')))(exchange);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const start = (models: string, env: Record<string, string> = {}) =>
  site.start({ STARLIGHT_MODELS: models, ...env });

const page = () => readSiteState(null, new Headers());
const shownIds = async () => (await page()).models.map(({ id }) => id);
const listRequests = () => site.upstream.requests.filter(({ path }) => path === '/v1/models');

async function ask(model?: string) {
  const messages = [{ role: 'user', content: 'hello' }];
  const response = await chat(pageRequest('/api/chat', { messages, model }));
  if (response.ok) return (await readChatResponse(response)).events.at(0);
  return parseErrorBody((await response.json()).error);
}

/** Lets time pass for everything that goes by the process's clock. */
function passTime(ms: number): void {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + ms);
}

describe('auto', () => {
  it('offers the chat models of the list, on the page and at /v1/models', async () => {
    start('auto');
    expect(await shownIds()).toEqual(OPENAI?.chat);
    const response = await listModels(teamRequest('/v1/models', TEAM_TOKEN));
    const { data } = await response.json();
    expect(data.map(({ id }: { id: string }) => id)).toEqual(OPENAI?.chat);
    expect(listRequests()).toHaveLength(1);
    expect(listRequests()[0]?.headers['authorization']).toBe(`Bearer ${KEY}`);
  });

  it('answers with the default before any page was shown, and refuses what is not offered', async () => {
    start('auto');
    expect(await ask()).toMatchObject({ type: 'start', model: OPENAI?.chat[0] });
    expect(await ask('o3-mini')).toMatchObject({ type: 'start', model: 'o3-mini' });
    for (const model of ['whisper-1', 'no-such-model', 'auto', '*']) {
      expect(await ask(model)).toMatchObject({ kind: 'model_not_offered', details: {} });
    }
  });

  it('holds for other programs too', async () => {
    start('auto');
    const post = (model: string) =>
      complete(
        teamRequest('/v1/chat/completions', TEAM_TOKEN, {
          model,
          messages: [{ role: 'user', content: 'hello' }],
        }),
      );
    expect((await post('o3-mini')).status).toBe(200);
    const refused = await post('whisper-1');
    expect((await refused.json()).error).toMatchObject({ code: 'model_not_found' });
  });

  it('says so while the list has not arrived, after a second at most, and recovers', async () => {
    const arriving = Promise.withResolvers<void>();
    list = async (exchange) => {
      await arriving.promise;
      await answer(200, OPENAI?.body)(exchange);
    };
    start('auto');
    const startedAt = performance.now();
    expect(await page()).toMatchObject({ models: [], modelTrouble: { reason: 'loading' } });
    expect(performance.now() - startedAt).toBeLessThan(1300);
    const laterAt = performance.now();
    expect(await shownIds()).toEqual([]);
    expect(performance.now() - laterAt).toBeLessThan(200);
    // A message waits for the list instead.
    const asking = ask('gpt-4o');
    arriving.resolve();
    expect(await asking).toMatchObject({ type: 'start', model: 'gpt-4o' });
    expect(await page()).toMatchObject({ modelTrouble: null });
  });

  it.each([
    ['the key is refused', answer(401, { error: { code: 'invalid_api_key' } }), 'key_invalid'],
    ['it is not a list', answer(200, { object: 'nothing' }), 'not_an_api'],
    ['it redirects', answer(302, '', { location: 'http://127.0.0.1:1/' }), 'upstream_redirected'],
    ['it is cut off', cutOff, 'connection_lost'],
  ] as const)('fails as a message would if %s, and then recovers', async (_, script, kind) => {
    list = script;
    start('auto');
    const visitor = await page();
    expect(visitor).toMatchObject({ models: [], modelTrouble: { reason: 'failed' } });
    expect(visitor.modelTrouble).not.toHaveProperty('kind');
    const failure = await ask();
    expect(failure).toHaveProperty('kind');
    if (kind !== 'connection_lost') expect(failure).toMatchObject({ kind });
    expect(site.upstream.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    list = answer(200, OPENAI?.body);
    passTime(20_000);
    expect(await shownIds()).toEqual(OPENAI?.chat);
  });

  it('says when nothing on the list can chat', async () => {
    list = answer(200, { data: [{ id: 'whisper-1' }] });
    start('auto');
    expect((await page()).modelTrouble).toEqual({ reason: 'none_match' });
    expect(await ask()).toMatchObject({ kind: 'not_configured' });
    expect(await ask('whisper-1')).toMatchObject({ kind: 'not_configured' });
  });

  it('sends nothing with an unusable key, and says what is wrong with it', async () => {
    start('auto', { OPENAI_API_KEY: `${KEY.slice(0, 20)}\n${KEY.slice(20)}` });
    expect((await page()).models).toEqual([]);
    expect(await ask()).toMatchObject({ kind: 'key_malformed' });
    expect(site.upstream.requests).toEqual([]);
  });
});

async function cutOff(exchange: Parameters<Script>[0]): Promise<void> {
  await exchange.head(200, { 'content-type': 'application/json' });
  await exchange.write('{"data":[{"id":"gpt-4o"},');
  exchange.reset();
}

describe('patterns and names', () => {
  it('keep their place, and the names are there without the list', async () => {
    list = () => undefined;
    start('own-model,gpt-*,!*-preview');
    const startedAt = performance.now();
    expect(await shownIds()).toEqual(['own-model']);
    expect(await ask('own-model')).toMatchObject({ type: 'start', model: 'own-model' });
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it('offer what matches once the list is known', async () => {
    start('own-model,gpt-4*,!*-preview');
    await ask('gpt-4o');
    const ids = ['own-model', 'gpt-4.1-nano', 'gpt-4o-mini', 'gpt-4o'];
    expect(await shownIds()).toEqual(ids);
    expect(await ask('gpt-4o-search-preview')).toMatchObject({ kind: 'model_not_offered' });
  });

  it('do not offer what a cap in dollars would refuse', async () => {
    start('own-model,gpt-4o*,o3-mini,auto', { STARLIGHT_DAILY_SPEND: '5' });
    await ask('gpt-4o');
    expect(await shownIds()).toEqual([
      ...['own-model', 'gpt-4o-mini', 'gpt-4o', 'o3-mini', 'gpt-4.1-nano'],
      'gpt-3.5-turbo',
    ]);
    expect(await ask('own-model')).toMatchObject({ kind: 'not_configured' });
    expect(await ask('gpt-3.5-turbo-0125')).toMatchObject({ kind: 'model_not_offered' });
  });
});

describe('a list that is known', () => {
  it('is read again after ten minutes, without keeping a page waiting', async () => {
    start('auto');
    expect(await shownIds()).toContain('gpt-4o');
    await page();
    expect(listRequests()).toHaveLength(1);
    const arriving = Promise.withResolvers<void>();
    list = async (exchange) => {
      await arriving.promise;
      await answer(200, { data: [{ id: 'newest' }] })(exchange);
    };
    passTime(12 * 60_000);
    const startedAt = Date.now();
    expect(await shownIds()).toContain('gpt-4o');
    expect(Date.now() - startedAt).toBeLessThan(200);
    // A model that only the new list has is not refused while that list is on its way.
    const asking = ask('newest');
    arriving.resolve();
    expect(await asking).toMatchObject({ type: 'start', model: 'newest' });
    expect(await shownIds()).toEqual(['newest']);
    expect(await ask('gpt-4o')).toMatchObject({ kind: 'model_not_offered' });
    expect(listRequests()).toHaveLength(2);
  });

  it.each([
    ['the upstream is down', null],
    ['it answers with an error', answer(500, { error: { message: KEY } })],
    ['it answers with 10 MB', answer(200, manyModels(25_000))],
    ['it answers with an endless list', endless],
  ])('is kept if %s', async (_, script) => {
    start('auto');
    const before = await shownIds();
    passTime(12 * 60_000);
    if (script === null) await site.upstream.refuse();
    else list = script;
    await page();
    await ask('not-on-the-list');
    expect(await shownIds()).toEqual(before);
    expect(site.starlight.rawLog.join('')).toContain('"event":"models"');
    expect(site.starlight.rawLog.join('')).not.toContain(KEY.slice(10, 20));
  });
});

async function endless(exchange: Parameters<Script>[0]): Promise<void> {
  await exchange.head(200, { 'content-type': 'application/json' });
  let isOpen = true;
  void exchange.closed.then(() => {
    isOpen = false;
  });
  await exchange.write('{"data":[');
  while (isOpen) {
    const written = exchange.write(`{"id":"${'m'.repeat(90)}"},`.repeat(1000));
    await Promise.race([written, exchange.closed]);
  }
}

describe('what reaches the page', () => {
  it('is IDs, numbers and flags, for four hundred models', async () => {
    list = answer(200, manyModels(400));
    start('auto');
    const { models } = await page();
    expect(models).toHaveLength(400);
    expect(models[0]).toEqual({ id: 'anthropic/model-0:free', images: true, contextTokens: 8192 });
    expect(JSON.stringify(models)).not.toMatch(/Prose|A name/);
  });

  it('is no part of the key, even if the list quotes it', async () => {
    list = answer(200, { data: [{ id: `gpt-${KEY.slice(12, 30)}` }, { id: 'gpt-4o' }] });
    start('auto');
    expect(await shownIds()).toEqual(['gpt-4o']);
  });

  it('is not the kind of failure, except for the operator', async () => {
    list = answer(401, { error: { code: 'invalid_api_key' } });
    start('auto', { NODE_ENV: 'development' });
    const site = await readSiteState(null, new Headers({ host: 'localhost:3000' }));
    expect(site.modelTrouble).toEqual({ reason: 'failed', kind: 'key_invalid' });
  });
});
