import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import type { ChatRequestMessage } from '#lib/core/chat/chat-request.ts';
import { MAX_CARRIED_BYTES } from '#lib/core/chat/sealed-reasoning.ts';
import { spentToday } from '#lib/server/limits/daily-budget.ts';
import { DONE, event, finish, reply } from '#tests/support/completion-events.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import { CREATED, responseEvents, textDelta } from '#tests/support/response-events.ts';
import {
  messageItem,
  reasoningItem,
  responseOf,
  streamedResponse,
} from '#tests/support/response-replies.ts';
import {
  answer,
  type Script,
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import { pageRequest, startStarlight } from '#tests/support/starlight-process.ts';

type Api = 'chat' | 'responses';
type Body = Record<string, unknown>;

const KEY = 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG';
const ENCRYPTED = 'gAAAAABo';
const ENCRYPTED_MEMBER = { encrypted_content: ENCRYPTED };
const DETAILS = [{ type: 'reasoning.encrypted', data: ENCRYPTED, id: 'rs_1', index: 0 }];

/** A reply "4", thought about. */
function thinking(encrypted = ENCRYPTED): Record<Api, Script> {
  const delta = {
    content: '4',
    reasoning_details: [{ ...DETAILS[0], data: encrypted }],
  };
  const chunk = event({ choices: [{ index: 0, delta, finish_reason: 'stop' }] });
  const items = [reasoningItem({ encrypted_content: encrypted }), messageItem('4')];
  return { chat: stream(chunk + DONE), responses: stream(streamedResponse(items)) };
}
const PLAIN: Record<Api, Script> = {
  chat: stream(reply('hi')),
  responses: stream(streamedResponse([messageItem('hi')])),
};
/** What came back of it. */
const sentBack: Record<Api, (body: Body) => unknown> = {
  chat: ({ messages }) => (messages as Body[])[1]?.['reasoning_details'],
  responses: ({ input }) => (input as Body[]).filter(({ type }) => type === 'reasoning'),
};
const SENT: Record<Api, unknown> = {
  chat: DETAILS,
  responses: [expect.objectContaining({ id: 'rs_1', encrypted_content: ENCRYPTED })],
};
const NOTHING: Record<Api, unknown> = { chat: undefined, responses: [] };
const REFUSALS: Record<Api, object> = {
  chat: {
    error: {
      message: 'Provider returned error',
      code: 400,
      metadata: {
        raw: '{"type":"error","error":{"type":"invalid_request_error","message":"messages.1.content.0: Invalid `signature` in `thinking` block"}}',
        provider_name: 'Anthropic',
      },
    },
  },
  responses: {
    error: {
      message: 'The encrypted content gAAA...DQ== could not be verified.',
      type: 'invalid_request_error',
      param: null,
      code: 'invalid_encrypted_content',
    },
  },
};

let upstream: ScriptableUpstream;
beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
afterAll(() => upstream.close());
beforeEach(() => {
  upstream.requests.length = 0;
});
afterEach(() => vi.unstubAllEnvs());

function start(api: Api, env: Record<string, string> = {}) {
  return startStarlight({
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_MODELS: 'o3,o4-mini',
    STARLIGHT_API: api,
    STARLIGHT_SESSION_SECRET: 'k3Jd8sLq0Zx7Vb2Nm5Rt9Yw1Pc4Hf6Ga'.repeat(2),
    STARLIGHT_RATE_LIMIT: '1000',
    STARLIGHT_DAILY_TOKENS: '10000000',
    ...env,
  });
}

const QUESTION: ChatRequestMessage = { role: 'user', content: '2 + 2?' };

async function send(messages: ChatRequestMessage[], fields: object = {}) {
  return await readChatResponse(await chat(pageRequest('/api/chat', { messages, ...fields })));
}

/** The first reply, as the page stores it. */
async function firstReply(api: Api, encrypted?: string): Promise<ChatRequestMessage> {
  upstream.respond(thinking(encrypted)[api]);
  const { text, events } = await send([QUESTION]);
  const found = events.find(({ type }) => type === 'reasoning');
  return {
    role: 'assistant',
    content: text,
    ...(found?.type === 'reasoning' && { reasoning: found.reasoning }),
  };
}

/** What goes upstream with the next question, and how often. */
async function askOn(api: Api, earlier: ChatRequestMessage, fields?: object) {
  upstream.requests.length = 0;
  const { text } = await send([QUESTION, earlier, { role: 'user', content: 'Why?' }], fields);
  expect(text).not.toBe('');
  return upstream.requests.map(({ body }) => sentBack[api](JSON.parse(body)));
}

describe.each<Api>(['chat', 'responses'])('what a model thought (%s)', (api) => {
  it('comes before the end of its reply, sealed, and goes back with it', async () => {
    start(api);
    const before = await firstReply(api);
    expect(before.reasoning?.data).toContain(ENCRYPTED);
    upstream.respond(PLAIN[api]);
    expect(await askOn(api, before)).toEqual([SENT[api]]);
  });

  it('is neither sent to another model, nor by a site that did not seal it', async () => {
    start(api);
    const before = await firstReply(api);
    upstream.respond(PLAIN[api]);
    expect(await askOn(api, before, { model: 'o4-mini' })).toEqual([NOTHING[api]]);
    start(api, { STARLIGHT_SESSION_SECRET: 'Hf6Gak3Jd8sLq0Zx7Vb2Nm5Rt9Yw1Pc4'.repeat(2) });
    expect(await askOn(api, before)).toEqual([NOTHING[api]]);
  });

  it('is left out when refused, once, and from then on', async () => {
    start(api);
    const before = await firstReply(api);
    upstream.respond((exchange) => {
      const carries = exchange.body.includes(ENCRYPTED);
      return (carries ? answer(400, REFUSALS[api]) : PLAIN[api])(exchange);
    });
    expect(await askOn(api, before)).toEqual([SENT[api], NOTHING[api]]);
    expect(JSON.stringify(upstream.requests[1]?.body)).not.toContain('msg_1');
    expect(await askOn(api, before)).toEqual([NOTHING[api]]);
  });

  it('never hides why a request is refused for another reason', async () => {
    start(api);
    const before = await firstReply(api);
    upstream.respond(answer(400, { error: { message: 'No.', type: 'invalid_request_error' } }));
    const messages: ChatRequestMessage[] = [QUESTION, before, QUESTION];
    const response = await chat(pageRequest('/api/chat', { messages }));
    expect((await response.json()).error).toMatchObject({ kind: 'bad_request' });
    upstream.respond(PLAIN[api]);
    expect(await askOn(api, before)).toEqual([SENT[api]]);
  });

  it('is not kept of a reply that broke off or ended early', async () => {
    start(api);
    const thought = { type: 'response.output_item.done', item: reasoningItem(ENCRYPTED_MEMBER) };
    const begun: Record<Api, string> = {
      chat: event({ choices: [{ index: 0, delta: { content: '4', reasoning_details: DETAILS } }] }),
      responses: responseEvents(CREATED, thought, textDelta('4')),
    };
    const item = messageItem('4');
    const output = [reasoningItem(ENCRYPTED_MEMBER), item];
    const early: Record<Api, string> = {
      chat: finish('length') + DONE,
      responses: responseEvents({
        type: 'response.incomplete',
        response: responseOf(output, {
          status: 'incomplete',
          incomplete_details: { reason: 'max_output_tokens' },
        }),
      }),
    };
    for (const [rest, ending] of [
      ['', 'error'],
      [early[api], 'done'],
    ] as const) {
      upstream.respond(async (exchange) => {
        await exchange.head(200, { 'content-type': 'text/event-stream' });
        await exchange.write(begun[api] + rest);
        if (rest === '') exchange.cut();
        else exchange.end();
      });
      const { events } = await send([QUESTION]);
      const types = events.map(({ type }) => type).filter((type) => type !== 'thinking');
      expect(types).toEqual(['start', 'delta', ending]);
    }
  });

  it('is not kept if it is too long', async () => {
    start(api);
    expect(await firstReply(api, 'A'.repeat(70_000))).toEqual({ role: 'assistant', content: '4' });
  });

  it('is not kept if it holds the key', async () => {
    start(api);
    expect(await firstReply(api, KEY)).toEqual({ role: 'assistant', content: '4' });
  });

  it('counts as input in the budget', async () => {
    start(api);
    const long = 'A'.repeat(40_000);
    const before = await firstReply(api, long);
    const reserved = async (earlier: ChatRequestMessage) => {
      const spent = spentToday('visitors').tokens;
      let during = 0;
      upstream.respond((exchange) => {
        during = spentToday('visitors').tokens;
        return PLAIN[api](exchange);
      });
      await askOn(api, earlier);
      return during - spent;
    };
    const without = await reserved({ role: 'assistant', content: '4' });
    expect(await reserved(before)).toBeGreaterThanOrEqual(without + long.length);
  });

  it('is left out rather than let a request exceed the budget', async () => {
    start(api, { STARLIGHT_DAILY_TOKENS: '30000' });
    const before = await firstReply(api, 'A'.repeat(40_000));
    upstream.respond(PLAIN[api]);
    expect(await askOn(api, before)).toEqual([NOTHING[api]]);
    // What the headers say remains is said once, and of the request that was sent.
    const messages: ChatRequestMessage[] = [QUESTION, before, QUESTION];
    const response = await chat(pageRequest('/api/chat', { messages }));
    const plain = await chat(pageRequest('/api/chat', { messages: [QUESTION] }));
    for (const name of ['ratelimit', 'ratelimit-policy']) {
      const entries = (from: Response) => from.headers.get(name)?.split(',').length;
      expect(entries(response)).toBe(entries(plain));
    }
    await Promise.all([response.text(), plain.text()]);
  });

  it('is refused with its field if the page sends what is none', async () => {
    start(api);
    const seal = 'A'.repeat(43);
    for (const [reasoning, field] of [
      [{ data: '', seal }, 'messages[1].reasoning.data'],
      [{ data: 'A'.repeat(MAX_CARRIED_BYTES), seal }, 'messages[1].reasoning.data'],
      [{ data: '{}', seal: 'no' }, 'messages[1].reasoning.seal'],
      [{ data: '{}', seal, more: 1 }, 'messages[1].reasoning.more'],
      ['text', 'messages[1].reasoning'],
    ] as const) {
      const messages = [QUESTION, { role: 'assistant', content: '4', reasoning }, QUESTION];
      const response = await chat(pageRequest('/api/chat', { messages }));
      expect((await response.json()).error).toMatchObject({ details: { field } });
    }
    expect(upstream.requests).toEqual([]);
  });
});

describe('a model that refuses to be asked for what it thought', () => {
  it('replies without, and is not asked again', async () => {
    start('responses');
    upstream.respond((exchange) =>
      ('include' in JSON.parse(exchange.body)
        ? answer(400, {
            error: {
              message: 'Encrypted content is not supported with this model.',
              type: 'invalid_request_error',
              param: 'include',
              code: null,
            },
          })
        : PLAIN.responses)(exchange),
    );
    for (const times of [2, 1, 1]) {
      upstream.requests.length = 0;
      expect((await send([QUESTION])).text).toBe('hi');
      expect(upstream.requests).toHaveLength(times);
    }
  });
});
