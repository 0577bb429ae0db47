import { beforeEach, describe, expect, it } from 'vitest';
import { resetRegistry } from '../registry.ts';
import { COMPARISONS_PER_SECOND, paceComparisons } from './pace-comparisons.ts';

beforeEach(resetRegistry);

/** When each of `count` codes that arrive at `atMs` is compared; null for a rejected one. */
async function turnsOf(count: number, atMs: number): Promise<(number | null)[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      let turn = atMs;
      const wait = async (ms: number) => {
        turn += ms;
      };
      return paceComparisons({ now: () => atMs, wait }).then(
        () => turn,
        (error) => {
          expect(error).toMatchObject({ failure: { kind: 'busy', retryAfterMs: 1000 } });
          return null;
        },
      );
    }),
  );
}

describe('paceComparisons', () => {
  it('compares a thousand codes per second, however many arrive', async () => {
    const turns = (await turnsOf(20_000, 10_000)).filter((turn) => turn !== null);
    for (let second = 10_000; second < 15_000; second += 1000) {
      const within = turns.filter((turn) => turn >= second && turn < second + 1000);
      expect(within).toHaveLength(COMPARISONS_PER_SECOND);
    }
  });

  it('makes nobody wait longer than five seconds, and says when to retry', async () => {
    const turns = await turnsOf(6000, 0);
    expect(turns.filter((turn) => turn === null)).toHaveLength(999);
    expect(Math.max(...turns.map((turn) => turn ?? 0))).toBe(5000);
  });

  it('delays no code below that rate', async () => {
    for (let at = 0; at < 100; at++) expect(await turnsOf(1, at * 2)).toEqual([at * 2]);
  });

  it('delays a right code by at most 10 ms during a flood of 500 codes per second', async () => {
    const delays: number[] = [];
    // Ten at once, every 20 ms.
    for (let at = 0; at < 10_000; at += 20) {
      const turns = await turnsOf(10, at);
      delays.push(Math.max(...turns.map((turn) => (turn ?? Number.POSITIVE_INFINITY) - at)));
    }
    expect(Math.max(...delays)).toBeLessThanOrEqual(10);
  });
});
