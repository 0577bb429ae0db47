import { afterEach, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { pageRequest, startStarlight } from '#tests/support/starlight-process.ts';

afterEach(() => vi.unstubAllEnvs());

const ask = (content: string) =>
  chat(pageRequest('/api/chat', { messages: [{ role: 'user', content }] }));

it('a first visitor gets a session, even when the reply fails', async () => {
  startStarlight({ STARLIGHT_DEMO: '1' });
  const response = await ask('/simulate server_error');
  expect(response.status).toBe(500);
  expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/^starlight=.+HttpOnly/)]);
});

it('a visitor over the rate limit gets no new session with the refusal', async () => {
  startStarlight({ STARLIGHT_DEMO: '1', STARLIGHT_RATE_LIMIT: '1' });
  await ask('/simulate server_error');
  const response = await ask('/simulate server_error');
  expect(response.status).toBe(429);
  expect(response.headers.getSetCookie()).toEqual([]);
});
