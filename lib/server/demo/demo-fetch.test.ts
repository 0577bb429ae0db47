import { describe, expect, it } from 'vitest';
import { createDemoFetch, type DemoFetchOptions } from './demo-fetch.ts';
import { ownFailureAskedFor } from './own-failure.ts';
import type { Wait } from './pace.ts';
import { replyTo } from './reply-to.ts';
import { createSimulationMemory } from './simulation-memory.ts';

const CHAT = 'https://api.openai.com/v1/chat/completions';
const NOW = 1_780_000_000_000;
const ASKED = 'What does 429 mean?';
const ANSWER = replyTo([{ role: 'user', text: ASKED, imageCount: 0 }]);

type Sent = { turn?: string; signal?: AbortSignal; [field: string]: unknown };

function demo(options: DemoFetchOptions = {}) {
  const fetchDemo = createDemoFetch({
    pace: 'instant',
    random: () => 0,
    now: () => NOW,
    ...options,
  });
  return (content: string, { turn, signal, ...rest }: Sent = {}) =>
    fetchDemo(CHAT, {
      method: 'POST',
      headers: turn === undefined ? {} : { 'X-Client-Request-Id': turn },
      body: JSON.stringify({ model: 'gpt-5.4', messages: [{ role: 'user', content }], ...rest }),
      signal: signal ?? null,
    });
}

const streamed = {
  stream: true,
  stream_options: { include_usage: true, include_obfuscation: false },
};

async function eventsOf(response: Response): Promise<string[]> {
  const text = await response.text();
  expect(text.endsWith('\n\n')).toBe(true);
  return text
    .slice(0, -2)
    .split('\n\n')
    .map((event) => event.replace(/^data: /, ''));
}

describe('a streamed reply', () => {
  it('is written byte for byte as OpenAI writes it', async () => {
    const events = await eventsOf(await demo()(ASKED, streamed));
    const common =
      '{"id":"chatcmpl-00000000000000000000000000000000","object":"chat.completion.chunk","created":1780000000,"model":"gpt-5.4","service_tier":"default","system_fingerprint":"fp_starlight_demo",';
    expect(events[0]).toBe(
      `${common}"choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null}`,
    );
    expect(events[1]).toBe(
      `${common}"choices":[{"index":0,"delta":{"content":"###"},"logprobs":null,"finish_reason":null}],"usage":null}`,
    );
    expect(events.at(-3)).toBe(
      `${common}"choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}`,
    );
    expect(events.at(-2)).toMatch(
      /"choices":\[\],"usage":\{"prompt_tokens":12,"completion_tokens":\d+/,
    );
    expect(events.at(-1)).toBe('[DONE]');
  });

  it('has the whole answer in its deltas, a word at a time', async () => {
    const events = await eventsOf(await demo()(ASKED, streamed));
    const deltas = events
      .slice(1, -3)
      .map((event) => JSON.parse(event).choices[0].delta.content as string);
    expect(deltas.join('')).toBe(ANSWER);
    expect(Math.max(...deltas.map((delta) => delta.length))).toBeLessThan(20);
    expect(JSON.parse(events.at(-2) ?? '').usage.completion_tokens).toBe(deltas.length);
  });

  it('counts no tokens and mentions no usage unless asked', async () => {
    const text = await (await demo()(ASKED, { stream: true })).text();
    expect(text.includes('"usage":')).toBe(false);
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it('is padded as OpenAI pads it, unless that is declined', async () => {
    const padded = await (await demo()(ASKED, { stream: true })).text();
    expect(padded).toContain('"obfuscation":"0"');
    expect(await (await demo()(ASKED, streamed)).text()).not.toContain('obfuscation');
  });

  it('comes with the headers that OpenAI sends', async () => {
    const { status, headers } = await demo()(ASKED, streamed);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
    expect(headers.get('openai-version')).toBe('2020-10-01');
    expect(headers.get('openai-processing-ms')).toMatch(/^\d+$/);
    expect(headers.get('x-ratelimit-limit-tokens')).toMatch(/^\d+$/);
    expect(headers.get('x-ratelimit-reset-tokens')).toMatch(/^\d+m?s$/);
  });

  it('ends for its length when the answer is longer than allowed', async () => {
    const events = await eventsOf(await demo()(ASKED, { ...streamed, max_completion_tokens: 5 }));
    expect(events).toHaveLength(1 + 5 + 3);
    expect(events.at(-3)).toContain('"finish_reason":"length"');
    expect(events.at(-2)).toContain('"completion_tokens":5');
  });

  it('starts after a quarter to half a second and speaks 120 to 180 tokens a second', async () => {
    const waits: number[] = [];
    const wait: Wait = async (ms) => {
      waits.push(ms);
    };
    let seed = 0;
    const random = () => {
      seed = (seed + 0.381966) % 1;
      return seed;
    };
    const response = await demo({ pace: 'believable', wait, random })(ASKED, streamed);
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThanOrEqual(250);
    expect(waits[0]).toBeLessThanOrEqual(500);
    const tokens = (await eventsOf(response)).length - 4;
    const talkingMs = waits.slice(1).reduce((sum, ms) => sum + ms, 0);
    expect((1000 * tokens) / talkingMs).toBeGreaterThan(120);
    expect((1000 * tokens) / talkingMs).toBeLessThan(180);
    expect(new Set(waits.slice(1)).size).toBeGreaterThan(10);
  });
});

describe('a whole reply', () => {
  it('is one completion as JSON, written after the time that streaming it takes', async () => {
    const waits: number[] = [];
    const wait: Wait = async (ms) => {
      waits.push(ms);
    };
    const response = await demo({ pace: 'believable', wait })(ASKED);
    expect(response.headers.get('content-type')).toBe('application/json');
    const completion = await response.json();
    expect(completion).toMatchObject({
      object: 'chat.completion',
      model: 'gpt-5.4',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: ANSWER, refusal: null },
          finish_reason: 'stop',
        },
      ],
    });
    const { prompt_tokens, completion_tokens, total_tokens } = completion.usage;
    expect(total_tokens).toBe(prompt_tokens + completion_tokens);
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThan((completion_tokens / 180) * 1000);
  });
});

describe('an abort', () => {
  it('before the call rejects with its reason', async () => {
    const reason = new Error('gone');
    await expect(demo()(ASKED, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('before the first token rejects with its reason at once', async () => {
    const controller = new AbortController();
    const asking = demo({ pace: 'believable' })(ASKED, { ...streamed, signal: controller.signal });
    controller.abort();
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('in the middle of a reply fails the body with its reason', async () => {
    const controller = new AbortController();
    const response = await demo()(ASKED, { ...streamed, signal: controller.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    controller.abort();
    await expect(reader?.read()).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a simulated rate limit', () => {
  it('is OpenAI’s answer with the seconds asked for', async () => {
    const response = await demo()('/simulate rate_limited 20', streamed);
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('20');
    expect(response.headers.get('retry-after-ms')).toBe('20000');
    expect(response.headers.get('x-request-id')).toMatch(/^req_0{32}$/);
    const { error } = await response.json();
    expect(error.code).toBe('rate_limit_exceeded');
    expect(error.message).toContain('try again in 20s');
  });

  it('takes eight seconds when none are asked for', async () => {
    const response = await demo()('/simulate 429', streamed);
    expect(response.headers.get('retry-after')).toBe('8');
  });

  it('counts down while the same turn is tried again, and works once the wait is over', async () => {
    let now = NOW;
    const ask = demo({ now: () => now });
    const turn = { ...streamed, turn: 'turn-1' };
    expect((await ask('/simulate rate_limited', turn)).status).toBe(429);
    now += 3000;
    const early = await ask('/simulate rate_limited', turn);
    expect(early.status).toBe(429);
    expect(early.headers.get('retry-after-ms')).toBe('5000');
    now += 4900;
    const response = await ask('/simulate rate_limited', turn);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('" retry"},');
    const other = await ask('/simulate rate_limited', { ...streamed, turn: 'turn-2' });
    expect(other.status).toBe(429);
  });

  it('knows a turn without an id by its conversation', async () => {
    const ask = demo();
    expect((await ask('/simulate rate_limited 0')).status).toBe(429);
    expect((await ask('/simulate rate_limited 0')).status).toBe(200);
  });
});

describe('other simulated failures', () => {
  it('work on the second attempt where a retry can help at once', async () => {
    const ask = demo();
    expect((await ask('/simulate server_error', { turn: 'a' })).status).toBe(500);
    expect((await ask('/simulate server_error', { turn: 'a' })).status).toBe(200);
  });

  it('stay where no retry can help', async () => {
    const ask = demo();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect((await ask('/simulate key_invalid', { turn: 'a' })).status).toBe(401);
    }
  });

  it.each([
    ['context_too_long', { messages: [{ role: 'user', content: '/simulate context_too_long' }] }],
    ['model_not_found', { model: 'another-model' }],
  ])('end where %s was mended as its banner offers', async (kind, change) => {
    const fetchDemo = createDemoFetch({ pace: 'instant' });
    const ask = async (fields: object = {}) => {
      const earlier = { role: 'assistant', content: 'An earlier reply.' };
      const last = { role: 'user', content: `/simulate ${kind}` };
      const body = JSON.stringify({ model: 'm', messages: [earlier, last], ...fields });
      const headers = { 'X-Client-Request-Id': 'turn-1' };
      return (await fetchDemo(CHAT, { method: 'POST', headers, body })).status;
    };
    const status = await ask();
    expect(status).toBeGreaterThanOrEqual(400);
    expect(await ask()).toBe(status);
    expect(await ask(change)).toBe(200);
  });

  it('give each answer a request id of its own', async () => {
    const ask = demo({ random: Math.random });
    const [first, second] = await Promise.all([
      ask('/simulate key_invalid'),
      ask('/simulate key_invalid'),
    ]);
    expect(first?.headers.get('x-request-id')).not.toBe(second?.headers.get('x-request-id'));
  });

  it('reject as fetch does when there is no connection', async () => {
    const error: unknown = await demo()('/simulate connection_refused').catch((thrown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNREFUSED' } });
  });

  it('time out at once instead of after minutes', async () => {
    await expect(demo()('/simulate upstream_timeout')).rejects.toMatchObject({
      cause: { code: 'UND_ERR_HEADERS_TIMEOUT' },
    });
  });

  it('say that the retry worked after a failure that Starlight made itself', async () => {
    const memory = createSimulationMemory();
    const text = '/simulate internal 0';
    ownFailureAskedFor([{ role: 'user', content: text }], 'turn-1', { memory, now: NOW });
    const completion = await (await demo({ memory })(text, { turn: 'turn-1' })).json();
    expect(completion.choices[0].message.content).toContain('The retry worked.');
  });

  it('only count in the last message', async () => {
    const fetchDemo = createDemoFetch({ pace: 'instant' });
    const messages = [
      { role: 'user', content: '/simulate key_invalid' },
      { role: 'user', content: 'hello' },
    ];
    const body = JSON.stringify({ model: 'm', messages });
    expect((await fetchDemo(CHAT, { method: 'POST', body })).status).toBe(200);
  });
});

describe('the rest of the API', () => {
  const fetchDemo = createDemoFetch({ pace: 'instant', models: ['one', 'two'] });

  it('lists its models', async () => {
    const list = await (await fetchDemo('https://any.example/v1/models')).json();
    expect(list.object).toBe('list');
    expect(list.data.map((model: { id: string }) => model.id)).toEqual(['one', 'two']);
  });

  it('describes one model, and says when it has none of that name', async () => {
    const found = await fetchDemo('https://any.example/v1/models/two');
    expect(await found.json()).toMatchObject({ id: 'two', object: 'model' });
    const missing = await fetchDemo('https://any.example/v1/models/three');
    expect(missing.status).toBe(404);
    expect((await missing.json()).error.code).toBe('model_not_found');
  });

  it.each([
    ['GET', '/v1/chat/completions', 405],
    ['POST', '/v1/models', 405],
    ['POST', '/v1/embeddings', 404],
    ['GET', '/', 404],
  ])('answers %s %s with %i', async (method, path, status) => {
    const response = await fetchDemo(`https://any.example${path}`, { method });
    expect(response.status).toBe(status);
    expect((await response.json()).error.type).toBe('invalid_request_error');
  });

  it('refuses a body that is not JSON, and names the parameter that is wrong', async () => {
    const broken = await fetchDemo(CHAT, { method: 'POST', body: '{' });
    expect(broken.status).toBe(400);
    const wrong = await fetchDemo(CHAT, { method: 'POST', body: '{"model":"m","messages":[]}' });
    expect((await wrong.json()).error.param).toBe('messages');
  });

  it('takes a Request as fetch does', async () => {
    const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hello' }] });
    const response = await fetchDemo(new Request(CHAT, { method: 'POST', body }));
    expect((await response.json()).choices[0].message.content).toMatch(/^Hello\./);
  });
});
