import { expect, it } from 'vitest';
import { isReachable } from './is-reachable.ts';

const answering = (answer: (url: string, init?: RequestInit) => Promise<Response>) =>
  isReachable({
    fetch: async (url, init) => await answer(String(url), init),
    timeout: () => AbortSignal.abort(),
  });

it('says yes to an answer of the server itself, past every cache', async () => {
  const asked: unknown[] = [];
  const reachable = await answering(async (url, init) => {
    asked.push(url, init?.cache);
    return Response.json({ ok: true });
  });
  expect(reachable).toBe(true);
  expect(asked).toEqual(['/api/health', 'no-store']);
});

it("says no to a proxy's page, to no connection and to an answer that takes too long", async () => {
  expect(await answering(async () => new Response('', { status: 502 }))).toBe(false);
  expect(await answering(() => Promise.reject(new TypeError('Failed to fetch')))).toBe(false);
  expect(
    await answering((_, init) => {
      init?.signal?.throwIfAborted();
      throw new Error('the time limit was not passed on');
    }),
  ).toBe(false);
});
