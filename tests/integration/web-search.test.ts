import { describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { POST as complete } from '#app/v1/chat/completions/route.ts';
import { parseErrorBody } from '#lib/core/errors/error-body.ts';
import type * as methods from '#lib/core/models/web-search-methods.ts';
import { spentToday } from '#lib/server/limits/daily-budget.ts';
import { reply } from '#tests/support/completion-events.ts';
import { prepareSite } from '#tests/support/prepare-site.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import { answer, stream } from '#tests/support/scriptable-upstream.ts';
import { pageRequest } from '#tests/support/starlight-process.ts';

// The upstream on this machine stands for OpenAI with some models, and for OpenRouter with the others.
vi.mock('#lib/core/models/web-search-methods.ts', async (importOriginal) => {
  const original = await importOriginal<typeof methods>();
  const webSearchFor = (_: unknown, model: string) =>
    original.webSearchFor(model === 'gpt-4.1' ? 'openai' : 'openrouter', model);
  return { ...original, webSearchFor };
});

const TEAM_TOKEN = 'team-token-of-at-least-24-characters';
const MESSAGES = [{ role: 'user', content: 'hello' }];
const SEARCH = { messages: MESSAGES, maxOutputTokens: 100, webSearch: true };

const site = prepareSite({
  respond: stream(reply('hi')),
  env: {
    STARLIGHT_MODELS: 'gpt-4o-mini,gpt-4.1',
    STARLIGHT_TOOLS: 'web_search',
    STARLIGHT_RATE_LIMIT: '1000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '10000',
  },
});

const ask = (body: unknown = SEARCH) => chat(pageRequest('/api/chat', body));
const sent = () => site.upstream.requests.map(({ body }) => JSON.parse(body));
const refuseSearch = answer(
  400,
  JSON.stringify({
    error: {
      message: 'Unsupported parameter: tools',
      type: 'invalid_request_error',
      param: 'tools',
      code: 'unsupported_parameter',
    },
  }),
);

describe('a request that asks for a search of the web', () => {
  it('is refused and never sent where the operator does not allow it', async () => {
    site.start({ STARLIGHT_TOOLS: '' });
    const response = await ask();
    expect(response.status).toBe(400);
    expect(parseErrorBody((await response.json()).error)).toMatchObject({
      kind: 'invalid_request',
      details: { field: 'webSearch' },
    });
    expect(site.upstream.requests).toHaveLength(0);
    expect((await readChatResponse(await ask({ ...SEARCH, webSearch: false }))).text).toBe('hi');
  });

  it('is sent as the provider takes it, and only then', async () => {
    await readChatResponse(await ask());
    await readChatResponse(await ask({ ...SEARCH, webSearch: undefined }));
    const [searched, plain] = sent();
    expect(searched.tools).toMatchObject([{ type: 'openrouter:web_search' }]);
    expect(plain).not.toHaveProperty('tools');
  });

  it('is repaired once if the upstream refuses it, and not asked again in this process', async () => {
    site.start({ STARLIGHT_DAILY_SPEND: '10' });
    const accept = stream(reply('hi'));
    site.upstream.respond((exchange) =>
      site.upstream.requests.length === 1 ? refuseSearch(exchange) : accept(exchange),
    );
    const repaired = await readChatResponse(await ask());
    expect(repaired.text).toBe('hi');
    expect(repaired.events.at(-1)).toMatchObject({ notices: ['dropped_web_search'] });
    const next = await readChatResponse(await ask());
    expect(next.events.at(-1)).toMatchObject({ notices: ['dropped_web_search'] });
    expect(sent().map((body) => 'tools' in body)).toEqual([true, false, false]);
    expect(spentToday('visitors').microUsd).toBeLessThan(60_000);
  });

  it('reserves its searches, and counts the most where the upstream shows none', async () => {
    site.start({ STARLIGHT_DAILY_SPEND: '10' });
    await readChatResponse(await ask());
    expect(spentToday('visitors').microUsd).toBeGreaterThanOrEqual(60_000);
    site.start({ STARLIGHT_DAILY_SPEND: '0.05' });
    const refused = await ask();
    expect(parseErrorBody((await refused.json()).error)?.kind).toBe('budget_spent');
    expect((await readChatResponse(await ask({ ...SEARCH, webSearch: false }))).text).toBe('hi');
  });
});

describe('a search by OpenAI', () => {
  const question = { ...SEARCH, model: 'gpt-4.1' };
  const call = { type: 'web_search_call', id: 'ws_1', status: 'completed' };
  const action = { type: 'search', query: 'hello' };
  const searched = [
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { ...call, status: 'in_progress' },
    },
    { type: 'response.output_item.done', output_index: 0, item: { ...call, action } },
    { type: 'response.output_text.delta', item_id: 'msg_1', output_index: 1, delta: 'found' },
    {
      type: 'response.completed',
      response: {
        id: 'resp_1',
        object: 'response',
        status: 'completed',
        output: [],
        usage: { input_tokens: 500, output_tokens: 10, total_tokens: 510 },
      },
    },
  ].map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);

  it('is asked for in the Responses API, and counted by what the reply shows', async () => {
    site.start({ STARLIGHT_DAILY_SPEND: '10' });
    site.upstream.respond(stream(searched.join('')));
    const { text, events } = await readChatResponse(await ask(question));
    expect(text).toBe('found');
    expect(events).toContainEqual({
      type: 'search',
      search: { status: 'done', query: 'hello' },
    });
    expect(site.upstream.requests[0]?.path).toMatch(/\/responses$/);
    expect(sent()[0]).toMatchObject({ tools: [{ type: 'web_search' }], max_tool_calls: 3 });
    // gpt-4.1 costs 2 dollars for input and 8 for output; a search costs a cent.
    expect(spentToday('visitors').microUsd).toBe(500 * 2 + 10 * 8 + 10_000);
  });

  it('is left out, and says so, where there is no Responses API', async () => {
    const accept = stream(reply('hi'));
    const missing = answer(404, JSON.stringify({ error: { message: 'Not found' } }));
    site.upstream.respond((exchange) =>
      exchange.path.endsWith('/responses') ? missing(exchange) : accept(exchange),
    );
    const { text, events } = await readChatResponse(await ask(question));
    expect(text).toBe('hi');
    expect(events.at(-1)).toMatchObject({ notices: ['dropped_web_search'] });
    await readChatResponse(await ask(question));
    expect(site.upstream.requests.map(({ path }) => path.endsWith('/responses'))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is not possible where STARLIGHT_API says Chat Completions', async () => {
    site.start({ STARLIGHT_API: 'chat' });
    const { events } = await readChatResponse(await ask(question));
    expect(events.at(-1)).toMatchObject({ notices: ['dropped_web_search'] });
    expect(sent()[0]).not.toHaveProperty('tools');
  });
});

describe('a program that calls /v1', () => {
  it.each([
    { web_search_options: {} },
    { plugins: [{ id: 'web' }] },
    { enable_search: true },
    { tools: [{ type: 'web_search' }] },
    { tools: [{ type: 'openrouter:web_search' }] },
  ])('cannot ask for a search, even where visitors can: %j', async (members) => {
    site.start({ STARLIGHT_TEAM_TOKENS: `scripts:${TEAM_TOKEN}` });
    const response = await complete(
      new Request('http://localhost:3000/v1/chat/completions', {
        method: 'POST',
        headers: { authorization: `Bearer ${TEAM_TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'gpt-4o-mini', messages: MESSAGES, ...members }),
      }),
    );
    expect(response.status).toBe(400);
    expect(site.upstream.requests).toHaveLength(0);
  });
});
