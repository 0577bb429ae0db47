import { describe, expect, it } from 'vitest';
import { CHAT, demo, streamed } from '#tests/support/ask-demo.ts';
import { createDemoFetch } from './demo-fetch.ts';
import { replyTo } from './reply-to.ts';
import type { Wait } from './stream/pace.ts';

const ASKED = 'What does 429 mean?';
const ANSWER = replyTo([{ role: 'user', text: ASKED, pictures: [] }]);

async function eventsOf(response: Response): Promise<string[]> {
  const text = await response.text();
  expect(text.endsWith('\n\n')).toBe(true);
  return text
    .slice(0, -2)
    .split('\n\n')
    .map((event) => event.replace(/^data: /, ''));
}

describe('a streamed reply', () => {
  it("matches OpenAI's format byte for byte", async () => {
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

  it('contains the complete answer in its deltas, a word at a time', async () => {
    const events = await eventsOf(await demo()(ASKED, streamed));
    const deltas = events
      .slice(1, -3)
      .map((event) => JSON.parse(event).choices[0].delta.content as string);
    expect(deltas.join('')).toBe(ANSWER);
    expect(Math.max(...deltas.map((delta) => delta.length))).toBeLessThan(20);
    expect(JSON.parse(events.at(-2) ?? '').usage.completion_tokens).toBe(deltas.length);
  });

  it('contains no usage unless requested', async () => {
    const text = await (await demo()(ASKED, { stream: true })).text();
    expect(text.includes('"usage":')).toBe(false);
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it("is padded like OpenAI's, unless declined", async () => {
    const padded = await (await demo()(ASKED, { stream: true })).text();
    expect(padded).toContain('"obfuscation":"0"');
    expect(await (await demo()(ASKED, streamed)).text()).not.toContain('obfuscation');
  });

  it('has the headers OpenAI sends', async () => {
    const { status, headers } = await demo()(ASKED, streamed);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
    expect(headers.get('openai-version')).toBe('2020-10-01');
    expect(headers.get('openai-processing-ms')).toMatch(/^\d+$/);
    expect(headers.get('x-ratelimit-limit-tokens')).toMatch(/^\d+$/);
    expect(headers.get('x-ratelimit-reset-tokens')).toMatch(/^\d+m?s$/);
  });

  it('ends with length when the answer exceeds the limit', async () => {
    const events = await eventsOf(await demo()(ASKED, { ...streamed, max_completion_tokens: 5 }));
    expect(events).toHaveLength(1 + 5 + 3);
    expect(events.at(-3)).toContain('"finish_reason":"length"');
    expect(events.at(-2)).toContain('"completion_tokens":5');
  });

  it('thinks first if asked to, a word at a time, and counts that', async () => {
    const events = await eventsOf(await demo()(`Think about it: ${ASKED}`, streamed));
    const deltas = events.slice(1, -3).map((event) => JSON.parse(event).choices[0].delta);
    const firstWord = deltas.findIndex((delta) => 'content' in delta);
    const thoughts = deltas.slice(0, firstWord).map((delta) => delta.reasoning_content);
    expect(thoughts.join('')).toContain('not real thinking');
    expect(Math.max(...thoughts.map((thought) => thought.length))).toBeLessThan(20);
    expect(deltas.slice(firstWord).map(({ content }) => content)).toEqual(
      (await eventsOf(await demo()(ASKED, streamed)))
        .slice(1, -3)
        .map((event) => JSON.parse(event).choices[0].delta.content),
    );
    const { usage } = JSON.parse(events.at(-2) ?? '');
    expect(usage.completion_tokens).toBe(deltas.length);
    expect(usage.completion_tokens_details.reasoning_tokens).toBe(thoughts.length);
  });

  it('can spend its whole limit thinking', async () => {
    const limited = { ...streamed, max_completion_tokens: 5 };
    const events = await eventsOf(await demo()('Show me how you think', limited));
    expect(events).toHaveLength(1 + 5 + 3);
    expect(events.slice(1, 6).every((event) => event.includes('"reasoning_content"'))).toBe(true);
    expect(events.at(-3)).toContain('"finish_reason":"length"');
  });

  it('starts after 250 to 500 ms and streams 120 to 180 tokens a second', async () => {
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

describe('a reply as one document', () => {
  it('is one JSON completion, sent after as long as streaming it would take', async () => {
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

  it('before the first token rejects immediately with its reason', async () => {
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

describe('the rest of the API', () => {
  const fetchDemo = createDemoFetch({ pace: 'instant', models: ['one', 'two'] });

  it('lists the models', async () => {
    const list = await (await fetchDemo('https://any.example/v1/models')).json();
    expect(list.object).toBe('list');
    expect(list.data.map((model: { id: string }) => model.id)).toEqual(['one', 'two']);
  });

  it('describes one model, and returns 404 for an unknown one', async () => {
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

  it('refuses a body that is not JSON, and names an invalid parameter', async () => {
    const broken = await fetchDemo(CHAT, { method: 'POST', body: '{' });
    expect(broken.status).toBe(400);
    const wrong = await fetchDemo(CHAT, { method: 'POST', body: '{"model":"m","messages":[]}' });
    expect((await wrong.json()).error.param).toBe('messages');
  });

  it('accepts a Request like fetch', async () => {
    const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hello' }] });
    const response = await fetchDemo(new Request(CHAT, { method: 'POST', body }));
    expect((await response.json()).choices[0].message.content).toMatch(/^This is the demo of/);
  });
});
