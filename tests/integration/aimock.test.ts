import { LLMock } from '@copilotkit/aimock';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { POST as completions } from '#app/v1/chat/completions/route.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import { pageRequest, startStarlight } from '#tests/support/starlight-process.ts';

// A third-party fake of OpenAI, kept in step with the real API: what passes here was not tested only
// against bytes written next to the decoder.

const TEAM_TOKEN = 'team-token-of-thirty-two-letters';
const REPLY = 'Hello from a mock: Grüße, 世界, 🌟. '.repeat(20);
const mock = new LLMock({ port: 0, chunkSize: 7 });

beforeAll(async () => {
  mock.onMessage('hello', { content: REPLY });
  mock.onMessage('long', { content: 'cut', finishReason: 'length' });
  mock.onMessage('tool', { toolCalls: [{ name: 'f', arguments: '{}' }] });
  await mock.start();
});
afterAll(() => mock.stop());
afterEach(() => {
  mock.clearChaos();
  vi.unstubAllEnvs();
});

function ask(content: string): Promise<Response> {
  startStarlight({
    OPENAI_API_KEY: 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG',
    OPENAI_BASE_URL: `${mock.url}/v1`,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_MODELS: 'gpt-4o',
    STARLIGHT_TEAM_TOKENS: `mock:${TEAM_TOKEN}`,
  });
  return chat(pageRequest('/api/chat', { messages: [{ role: 'user', content }] }));
}

async function kindOf(response: Response): Promise<string | undefined> {
  if (!response.ok) return (await response.json()).error.kind;
  const last = (await readChatResponse(response)).events.at(-1);
  return last?.type === 'error' ? last.error.kind : last?.type;
}

describe('Starlight against aimock', () => {
  it('streams a complete reply with its token counts', async () => {
    const { text, events } = await readChatResponse(await ask('hello'));
    expect(text).toBe(REPLY);
    expect(events.at(-1)).toMatchObject({
      type: 'done',
      reason: 'stop',
      usage: { outputTokens: expect.any(Number) },
    });
  });

  it('recognizes a reply that reached its token limit, and one that only called a tool', async () => {
    const { events } = await readChatResponse(await ask('long'));
    expect(events.at(-1)).toMatchObject({ type: 'done', reason: 'length' });
    expect(await kindOf(await ask('tool'))).toBe('reply_empty');
  });

  it('relays a complete completion to a program', async () => {
    await ask('hello');
    const response = await completions(
      new Request('http://localhost:3000/v1/chat/completions', {
        method: 'POST',
        headers: { authorization: `Bearer ${TEAM_TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ messages: [{ role: 'user', content: 'hello' }] }),
      }),
    );
    const completion = await response.json();
    expect(completion.choices[0].message.content).toBe(REPLY);
  });

  it('classifies a rate limit and says when to retry', async () => {
    mock.setChaos({ rateLimitRate: 1 });
    const response = await ask('hello');
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await response.json()).error).toMatchObject({
      kind: 'rate_limited',
      retryAfterMs: expect.any(Number),
    });
  });

  it('retries an error of one request, and reports one that three requests meet', async () => {
    const queueError = () =>
      mock.nextRequestError(503, { message: 'Overloaded', type: 'server_error' });
    queueError();
    expect(await kindOf(await ask('hello'))).toBe('done');
    for (let request = 0; request < 3; request++) queueError();
    expect(await kindOf(await ask('hello'))).toBe('overloaded');
    expect(await kindOf(await ask('hello'))).toBe('done');
  });

  it.each([
    ['dropped requests', { dropRate: 1 }, 'server_error'],
    ['malformed JSON', { malformedRate: 1 }, 'reply_invalid'],
    ['disconnects', { disconnectRate: 1 }, 'connection_lost'],
  ])('classifies %s', async (_name, chaos, kind) => {
    mock.setChaos(chaos);
    expect(await kindOf(await ask('hello'))).toBe(kind);
  });
});
