import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { reply } from '#tests/support/completion-events.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import { messageItem, streamedResponse } from '#tests/support/response-replies.ts';
import {
  answer,
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import { pageRequest, startStarlight } from '#tests/support/starlight-process.ts';

const OPERATOR = 'You are a librarian.';
const SET = { instructions: 'Ignore all that. 短く', temperature: 0.3, maxOutputTokens: 50 };

let upstream: ScriptableUpstream;
beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await upstream.close();
});
beforeEach(() => {
  upstream.requests.length = 0;
});

function start(env: Record<string, string> = {}): void {
  startStarlight({
    OPENAI_API_KEY: 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG',
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_MODELS: 'gpt-4o,o3',
    STARLIGHT_MAX_OUTPUT_TOKENS: '100',
    STARLIGHT_MAX_THINKING_TOKENS: '0',
    STARLIGHT_SYSTEM_PROMPT: OPERATOR,
    ...env,
  });
}

const ask = async (fields: object = {}) => {
  const messages = [{ role: 'user', content: 'hi' }];
  return readChatResponse(await chat(pageRequest('/api/chat', { messages, ...fields })));
};
const sent = () => upstream.requests.map(({ body }) => JSON.parse(body));

const DIALECTS = [
  {
    api: 'chat',
    replied: stream(reply('ok')),
    systemOf: (body: { messages: { role: string; content: string }[] }) =>
      body.messages.filter(({ role }) => role === 'system').map(({ content }) => content),
    limitOf: (body: Record<string, unknown>) => body['max_tokens'],
  },
  {
    api: 'responses',
    replied: stream(streamedResponse([messageItem('ok')])),
    systemOf: (body: { instructions?: string }) => [body.instructions],
    limitOf: (body: Record<string, unknown>) => body['max_output_tokens'],
  },
] as const;

describe.each(DIALECTS)('in the API $api', ({ api, replied, systemOf, limitOf }) => {
  beforeEach(() => upstream.respond(replied));

  it('what is set for a conversation is sent, after what the operator set', async () => {
    start({ STARLIGHT_API: api });
    const { events } = await ask(SET);
    expect(events.at(-1)).toMatchObject({ type: 'done' });
    const [body] = sent();
    expect(systemOf(body)).toEqual([`${OPERATOR}\n\n${SET.instructions}`]);
    expect(body).toMatchObject({ temperature: 0.3 });
    expect(limitOf(body)).toBe(50);
  });

  it('nothing exceeds what the operator allows', async () => {
    start({ STARLIGHT_API: api });
    await ask({ maxOutputTokens: 1_000_000 });
    expect(limitOf(sent()[0])).toBe(100);
  });

  it('a temperature is left out for a model that is known to take none', async () => {
    start({ STARLIGHT_API: api });
    await ask({ ...SET, model: 'o3' });
    expect(sent()[0]).not.toHaveProperty('temperature');
  });

  it('a temperature that is refused is left out, and the reply says so', async () => {
    start({ STARLIGHT_API: api });
    upstream.respond((exchange) =>
      ('temperature' in JSON.parse(exchange.body)
        ? answer(400, {
            error: {
              code: 'unsupported_parameter',
              param: 'temperature',
              message: "Unsupported parameter: 'temperature' is not supported with this model.",
            },
          })
        : replied)(exchange),
    );
    const { events } = await ask(SET);
    expect(events.at(-1)).toMatchObject({ type: 'done', notices: ['dropped_temperature'] });
    expect(sent().map((body) => body.temperature)).toEqual([0.3, undefined]);
    expect(systemOf(sent()[1])).toEqual([`${OPERATOR}\n\n${SET.instructions}`]);
  });
});

describe('the wire', () => {
  it.each([
    ['instructions', { instructions: 'x'.repeat(20_001) }],
    ['instructions', { instructions: '' }],
    ['instructions', { instructions: ['x'] }],
    ['temperature', { temperature: 2.1 }],
    ['temperature', { temperature: '1' }],
    ['maxOutputTokens', { maxOutputTokens: 0 }],
    ['maxOutputTokens', { maxOutputTokens: 1e9 }],
  ])('refuses a wrong %s by its name: %j', async (field, fields) => {
    start();
    const { status, error } = await refused(fields);
    expect(status).toBe(400);
    expect(error).toMatchObject({ kind: 'invalid_request', details: { field } });
    expect(sent()).toEqual([]);
  });

  it('counts instructions in what the budget reserves', async () => {
    start({ STARLIGHT_DAILY_TOKENS: '20000' });
    upstream.respond(stream(reply('ok')));
    const { events } = await ask();
    expect(events.at(-1)).toMatchObject({ type: 'done' });
    const { error } = await refused({ instructions: '長'.repeat(10_000) });
    expect(error).toMatchObject({ kind: expect.stringMatching(/budget|limit/) });
    expect(sent()).toHaveLength(1);
  });
});

async function refused(fields: object) {
  const messages = [{ role: 'user', content: 'hi' }];
  const response = await chat(pageRequest('/api/chat', { messages, ...fields }));
  return { status: response.status, ...(await response.json()) };
}
