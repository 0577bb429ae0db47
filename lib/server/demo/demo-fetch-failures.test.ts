import { describe, expect, it } from 'vitest';
import { CHAT, demo, NOW, streamed } from '#tests/support/ask-demo.ts';
import { createDemoFetch } from './demo-fetch.ts';
import { requestedOwnFailure } from './simulation/own-failure.ts';
import { createSimulationMemory } from './simulation/simulation-memory.ts';

describe('a simulated rate limit', () => {
  it('looks like OpenAI’s response, with the requested seconds', async () => {
    const response = await demo()('/simulate rate_limited 20', streamed);
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('20');
    expect(response.headers.get('retry-after-ms')).toBe('20000');
    expect(response.headers.get('x-request-id')).toMatch(/^req_0{32}$/);
    const { error } = await response.json();
    expect(error.code).toBe('rate_limit_exceeded');
    expect(error.message).toContain('try again in 20s');
  });

  it('lasts eight seconds by default', async () => {
    const response = await demo()('/simulate 429', streamed);
    expect(response.headers.get('retry-after')).toBe('8');
  });

  it('counts down while the same turn is retried, and succeeds after the wait', async () => {
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

  it('recognizes a turn without an id by its conversation', async () => {
    const ask = demo();
    expect((await ask('/simulate rate_limited 0')).status).toBe(429);
    expect((await ask('/simulate rate_limited 0')).status).toBe(200);
  });
});

describe('other simulated failures', () => {
  it('succeed on the second attempt if an immediate retry can help', async () => {
    const ask = demo();
    expect((await ask('/simulate server_error', { turn: 'a' })).status).toBe(500);
    expect((await ask('/simulate server_error', { turn: 'a' })).status).toBe(200);
  });

  it('persist if no retry can help', async () => {
    const ask = demo();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect((await ask('/simulate key_invalid', { turn: 'a' })).status).toBe(401);
    }
  });

  it.each([
    ['context_too_long', { messages: [{ role: 'user', content: '/simulate context_too_long' }] }],
    ['model_not_found', { model: 'another-model' }],
  ])('end once %s is fixed the way its banner offers', async (kind, change) => {
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

  it('have their own request ids', async () => {
    const ask = demo({ random: Math.random });
    const [first, second] = await Promise.all([
      ask('/simulate key_invalid'),
      ask('/simulate key_invalid'),
    ]);
    expect(first?.headers.get('x-request-id')).not.toBe(second?.headers.get('x-request-id'));
  });

  it('reject like fetch for a failed connection', async () => {
    const error: unknown = await demo()('/simulate connection_refused').catch((thrown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNREFUSED' } });
  });

  it('time out immediately instead of after minutes', async () => {
    await expect(demo()('/simulate upstream_timeout')).rejects.toMatchObject({
      cause: { code: 'UND_ERR_HEADERS_TIMEOUT' },
    });
  });

  it("report that the retry worked after a failure of Starlight's own", async () => {
    const memory = createSimulationMemory();
    const text = '/simulate internal 0';
    requestedOwnFailure([{ role: 'user', content: text }], 'turn-1', { memory, now: NOW });
    const completion = await (await demo({ memory })(text, { turn: 'turn-1' })).json();
    expect(completion.choices[0].message.content).toContain('The retry worked.');
  });

  it('apply only to the last message', async () => {
    const fetchDemo = createDemoFetch({ pace: 'instant' });
    const messages = [
      { role: 'user', content: '/simulate key_invalid' },
      { role: 'user', content: 'hello' },
    ];
    const body = JSON.stringify({ model: 'm', messages });
    expect((await fetchDemo(CHAT, { method: 'POST', body })).status).toBe(200);
  });
});
