import { expect, it } from 'vitest';
import { isReachable } from './is-reachable.ts';

const answering = (answer: (url: string, init?: RequestInit) => Promise<Response>) =>
  isReachable({
    fetch: async (url, init) => await answer(String(url), init),
    timeout: () => AbortSignal.abort(),
  });

it('returns true when the server itself answers, bypassing every cache', async () => {
  const requested: unknown[] = [];
  const reachable = await answering(async (url, init) => {
    requested.push(url, init?.cache);
    return Response.json({ ok: true });
  });
  expect(reachable).toBe(true);
  expect(requested).toEqual(['/api/health', 'no-store']);
});

it("returns false for a proxy's error page, a failed connection and a timeout", async () => {
  expect(await answering(async () => new Response('', { status: 502 }))).toBe(false);
  expect(await answering(() => Promise.reject(new TypeError('Failed to fetch')))).toBe(false);
  expect(
    await answering((_, init) => {
      init?.signal?.throwIfAborted();
      throw new Error('the time limit was not passed on');
    }),
  ).toBe(false);
});
