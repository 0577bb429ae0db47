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

/** Begins a reply that holds a slot and a turn, then calls `next`. */
async function begin(next: (lifetime: ReplyLifetime) => Promise<Response>) {
  let captured: ReplyLifetime | null = null;
  const response = await beginReply(visitor.signal, TOTAL_MS, (lifetime) => {
    captured = lifetime;
    lifetime.held.defer(() => released.push('slot'));
    lifetime.held.defer(() => released.push('turn'));
    return next(lifetime);
  });
  // The callback that assigns it has run by now.
  return { response, lifetime: captured as unknown as ReplyLifetime };
}

function expectAllReleased(): void {
  expect(released).toEqual(['turn', 'slot']);
  expect(registry().openReplies.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
}

const answered = async () => new Response('body');

describe('beginReply', () => {
  it('keeps the resources until the reply ends, then releases them once, in reverse order', async () => {
    const { response, lifetime } = await begin(answered);
    expect(response.status).toBe(200);
    expect(released).toEqual([]);
    lifetime.end();
    expectAllReleased();
    lifetime.end();
    expectAllReleased();
  });

  it.each([
    ['asynchronously', async () => Promise.reject(new StarlightError('busy'))],
    [
      'synchronously',
      () => {
        throw new StarlightError('busy');
      },
    ],
  ])('releases the resources when beginning the reply fails %s', async (_, fail) => {
    await expect(begin(fail)).rejects.toThrow('busy');
    expectAllReleased();
  });

  it('releases the resources when the next one is refused', async () => {
    await expect(
      beginReply(visitor.signal, TOTAL_MS, async ({ held }) => {
        held.defer(() => released.push('turn', 'slot'));
        held.use(
          ((): Disposable => {
            throw new StarlightError('duplicate_turn');
          })(),
        );
        return await answered();
      }),
    ).rejects.toThrow('duplicate_turn');
    expectAllReleased();
  });

  it.each([
    ['before the reply begins', () => visitor.abort(), async () => undefined],
    ['while the reply begins', () => undefined, async () => visitor.abort()],
  ])(
    'releases the resources and returns an empty 499 when the visitor leaves %s',
    async (_, before, during) => {
      before();
      const { response, lifetime } = await begin(async ({ signal }) => {
        await during();
        throw signal.reason;
      });
      expect([response.status, await response.text()]).toEqual([499, '']);
      expect(lifetime.hasLeft()).toBe(true);
      expectAllReleased();
    },
  );

  it.each<[string, string, () => unknown]>([
    ['its deadline passes', 'reply_timeout', () => vi.advanceTimersByTime(TOTAL_MS)],
    [
      'the server stops',
      'server_restarting',
      () => {
        for (const endReply of registry().openReplies) endReply('server_restarting');
      },
    ],
  ])('releases the resources when the reply has not begun and %s', async (_, kind, trigger) => {
    const failure = begin(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          trigger();
        }),
    );
    await expect(failure).rejects.toMatchObject({ kind });
    expectAllReleased();
  });

  it('releases all resources even if releasing one of them throws', async () => {
    const { lifetime } = await begin(async ({ held }) => {
      held.defer(() => {
        throw new TypeError('cannot release');
      });
      return await answered();
    });
    expect(() => lifetime.end()).toThrow('cannot release');
    expectAllReleased();
  });

  it('ignores the visitor once the reply has ended', async () => {
    const { lifetime } = await begin(answered);
    lifetime.end();
    visitor.abort();
    expect(lifetime.hasLeft()).toBe(false);
    expect(lifetime.signal.aborted).toBe(false);
  });
});
