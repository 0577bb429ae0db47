import { beforeEach, describe, expect, it } from 'vitest';
import { registry, resetRegistry } from '../registry.ts';
import { limitVisitorRate } from './limit-visitor-rate.ts';
import { limiterFor } from './rate-limiter.ts';

beforeEach(resetRegistry);

const limits = { rateLimit: 3, globalRateLimit: 5 };
const ask = (limitKey: string) => limitVisitorRate({ limitKey, policy: 'visitor' }, limits);

describe('limitVisitorRate', () => {
  it('rejects a visitor over the limit and says when to retry', async () => {
    for (let i = 0; i < 3; i++) await ask('a');
    const refusal = ask('a');
    await expect(refusal).rejects.toMatchObject({
      failure: {
        kind: 'visitor_rate_limited',
        details: { limit: 3, limitUnit: 'requests', limitWindow: 'minute' },
      },
    });
    await refusal.catch((error) => {
      expect(error.failure.retryAfterMs).toBeGreaterThan(58_000);
      expect(error.failure.retryAfterMs).toBeLessThanOrEqual(60_000);
    });
  });

  it('rejects with busy when all visitors together are over the global limit', async () => {
    for (const visitor of ['a', 'b', 'c', 'd', 'e']) await ask(visitor);
    await expect(ask('f')).rejects.toMatchObject({
      failure: { kind: 'busy', retryAfterMs: expect.any(Number) },
    });
  });

  it('does not count rejected requests of one visitor against the global limit', async () => {
    for (let i = 0; i < 20; i++) await ask('a').catch(() => undefined);
    await ask('b');
    await ask('b');
    await expect(ask('b')).rejects.toMatchObject({ kind: 'busy' });
  });

  it('counts concurrent requests', async () => {
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => ask('a')));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  it.each(['visitor', 'everyone'])('rejects when the limiter "%s" fails', async (name) => {
    const points = name === 'visitor' ? limits.rateLimit : limits.globalRateLimit;
    limiterFor(name, points).consume = () => Promise.reject(new Error('out of order'));
    await expect(ask('a')).rejects.toMatchObject({ failure: { kind: 'busy', retryAfterMs: 5000 } });
  });

  it('counts in the registry, so that all instances of its module share the limiters', async () => {
    await ask('a');
    expect([...registry().limiters.keys()]).toEqual(['visitor:3', 'everyone:5']);
  });
});
