import { describe, expect, it } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { readSiteState } from '#lib/server/config/read-site-state.ts';
import { reply } from '#tests/support/completion-events.ts';
import { prepareSite } from '#tests/support/prepare-site.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import { answer, stream } from '#tests/support/scriptable-upstream.ts';
import { pageRequest } from '#tests/support/starlight-process.ts';

const REFUSAL =
  "Unsupported value: 'none' is not supported with this model. Supported values are: 'low' and 'high'.";

const site = prepareSite({
  respond: stream(reply('hi')),
  env: { STARLIGHT_MAX_OUTPUT_TOKENS: '100', STARLIGHT_MAX_THINKING_TOKENS: '800' },
});

const start = (models: string, env: Record<string, string> = {}) =>
  site.start({ STARLIGHT_MODELS: models, ...env });

const ask = (fields: object = {}) =>
  chat(pageRequest('/api/chat', { messages: [{ role: 'user', content: 'hi' }], ...fields }));
const eventsOf = async (fields?: object) => (await readChatResponse(await ask(fields))).events;
const sent = () => site.upstream.requests.map(({ body }) => JSON.parse(body));

function refuse(message: string): void {
  site.upstream.respond((exchange) =>
    ('reasoning_effort' in JSON.parse(exchange.body)
      ? answer(400, { error: { code: 'unsupported_value', param: 'reasoning_effort', message } })
      : stream(reply('hi')))(exchange),
  );
}

describe('how much a model is to think', () => {
  it('is sent, with room for it, and the page learns whether there is more', async () => {
    start('gpt-5');
    const [first] = await eventsOf({ reasoningEffort: 'low' });
    expect(sent()[0]).toMatchObject({ reasoning_effort: 'low', max_tokens: 300 });
    expect(first).toMatchObject({ type: 'start', moreRoom: true });
    const [again] = await eventsOf({ reasoningEffort: 'low', maxOutputTokens: 1_000_000 });
    expect(sent()[1]).toMatchObject({ max_tokens: 900 });
    expect(again).not.toHaveProperty('moreRoom');
  });

  it('is left out for a model that takes no effort', async () => {
    start('gpt-4o');
    await eventsOf({ reasoningEffort: 'high' });
    expect(sent()[0]).toMatchObject({ max_tokens: 100 });
    expect(sent()[0]).not.toHaveProperty('reasoning_effort');
  });

  it('is left out when refused, and from then on only what the model takes is offered and sent', async () => {
    start('gpt-5.1');
    refuse(REFUSAL);
    const events = await eventsOf({ reasoningEffort: 'none' });
    expect(events.at(-1)).toMatchObject({ notices: ['dropped_reasoning_effort'] });
    expect((await readSiteState(null, new Headers())).models).toMatchObject([
      { id: 'gpt-5.1', efforts: ['low', 'high'] },
    ]);
    site.upstream.respond(stream(reply('hi')));
    await eventsOf({ reasoningEffort: 'none' });
    expect(sent().at(-1)).toMatchObject({ reasoning_effort: 'low' });
  });

  it('is not sent again to a model about which nothing else is known', async () => {
    start('my-model');
    refuse('Unrecognized request argument supplied: reasoning_effort');
    await eventsOf({ reasoningEffort: 'low' });
    await eventsOf({ reasoningEffort: 'low' });
    expect(sent()).toHaveLength(3);
    expect(sent()[2]).not.toHaveProperty('reasoning_effort');
  });

  it('counts toward the budget before it is spent', async () => {
    start('gpt-4o,gpt-5', { STARLIGHT_DAILY_TOKENS: '400' });
    expect((await ask({ model: 'gpt-5' })).status).toBe(429);
    expect(site.upstream.requests).toHaveLength(0);
    expect((await ask({ model: 'gpt-5', reasoningEffort: 'minimal' })).status).toBe(200);
  });
});
