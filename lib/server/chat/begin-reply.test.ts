import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { registry, resetRegistry } from '../registry.ts';
import { beginReply } from './begin-reply.ts';
import type { ReplyLifetime } from './reply-lifetime.ts';

const TOTAL_MS = 1000;

let visitor: AbortController;
let released: string[];

beforeEach(() => {
  resetRegistry();
  vi.useFakeTimers();
  visitor = new AbortController();
  released = [];
});
afterEach(() => void vi.useRealTimers());

/** Begins a reply that holds a place and a turn, and then does what `next` does. */
async function begin(next: (lifetime: ReplyLifetime) => Promise<Response>) {
  let begun: ReplyLifetime | null = null;
  const response = await beginReply(visitor.signal, TOTAL_MS, (lifetime) => {
    begun = lifetime;
    lifetime.held.defer(() => released.push('place'));
    lifetime.held.defer(() => released.push('turn'));
    return next(lifetime);
  });
  // Assigned by the callback, which has run by now.
  return { response, lifetime: begun as unknown as ReplyLifetime };
}

function expectNothingHeld(): void {
  expect(released).toEqual(['turn', 'place']);
  expect(registry().openReplies.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
}

const answered = async () => new Response('body');

describe('what a reply holds', () => {
  it('is kept when its response is there, and let go of once, the last first, at its end', async () => {
    const { response, lifetime } = await begin(answered);
    expect(response.status).toBe(200);
    expect(released).toEqual([]);
    lifetime.end();
    expectNothingHeld();
    lifetime.end();
    expectNothingHeld();
  });

  it.each([
    ['later', async () => Promise.reject(new StarlightError('busy'))],
    [
      'at once',
      () => {
        throw new StarlightError('busy');
      },
    ],
  ])('is let go of when beginning it fails %s', async (_, fail) => {
    await expect(begin(fail)).rejects.toThrow('busy');
    expectNothingHeld();
  });

  it('is let go of when what it needs next is refused', async () => {
    await expect(
      beginReply(visitor.signal, TOTAL_MS, async ({ held }) => {
        held.defer(() => released.push('turn', 'place'));
        held.use(
          ((): Disposable => {
            throw new StarlightError('duplicate_turn');
          })(),
        );
        return await answered();
      }),
    ).rejects.toThrow('duplicate_turn');
    expectNothingHeld();
  });

  it.each([
    ['before it begins', () => visitor.abort(), async () => undefined],
    ['while it begins', () => undefined, async () => visitor.abort()],
  ])('is let go of when its visitor leaves %s, whom nobody answers', async (_, before, during) => {
    before();
    const { response, lifetime } = await begin(async ({ signal }) => {
      await during();
      throw signal.reason;
    });
    expect([response.status, await response.text()]).toEqual([499, '']);
    expect(lifetime.hasLeft()).toBe(true);
    expectNothingHeld();
  });

  it.each<[string, string, () => unknown]>([
    ['its time is up', 'reply_timeout', () => vi.advanceTimersByTime(TOTAL_MS)],
    [
      'the server stops',
      'server_restarting',
      () => {
        for (const endReply of registry().openReplies) endReply('server_restarting');
      },
    ],
  ])('is let go of when it has not begun and %s', async (_, kind, happen) => {
    const failure = begin(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          happen();
        }),
    );
    await expect(failure).rejects.toMatchObject({ kind });
    expectNothingHeld();
  });

  it('is let go of although one thing of it fails to go', async () => {
    const { lifetime } = await begin(async ({ held }) => {
      held.defer(() => {
        throw new TypeError('cannot go');
      });
      return await answered();
    });
    expect(() => lifetime.end()).toThrow('cannot go');
    expectNothingHeld();
  });

  it('does not hear of the visitor any more once it has ended', async () => {
    const { lifetime } = await begin(answered);
    lifetime.end();
    visitor.abort();
    expect(lifetime.hasLeft()).toBe(false);
    expect(lifetime.signal.aborted).toBe(false);
  });
});
