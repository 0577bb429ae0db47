import { beforeEach, describe, expect, it } from 'vitest';
import type { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { resetRegistry } from '../registry.ts';
import { limitConcurrentReplies, MAX_CONCURRENT_REPLIES } from './limit-concurrent-replies.ts';

beforeEach(resetRegistry);

async function refusalOf(
  action: () => Promise<unknown>,
): Promise<StarlightError['failure'] | null> {
  try {
    await action();
    return null;
  } catch (error) {
    return (error as StarlightError).failure;
  }
}

describe('limitConcurrentReplies', () => {
  it('rejects one more than allowed, and accepts it once a slot is free', async () => {
    const slots = await Promise.all([1, 2, 3].map(() => limitConcurrentReplies('session:a', 3)));
    expect(await refusalOf(() => limitConcurrentReplies('session:a', 3))).toEqual({
      kind: 'too_many_at_once',
      retryAfterMs: 2000,
      details: { limit: 3, limitUnit: 'replies' },
    });
    slots[0]?.[Symbol.dispose]();
    expect(await refusalOf(() => limitConcurrentReplies('session:a', 3))).toBeNull();
  });

  it('counts each visitor separately', async () => {
    for (let at = 0; at < 3; at++) await limitConcurrentReplies('session:a', 3);
    expect(await refusalOf(() => limitConcurrentReplies('session:b', 3))).toBeNull();
  });

  it('frees a slot only once, however often it is disposed', async () => {
    const slot = await limitConcurrentReplies('session:a', 1);
    slot[Symbol.dispose]();
    await limitConcurrentReplies('session:a', 1);
    slot[Symbol.dispose]();
    expect((await refusalOf(() => limitConcurrentReplies('session:a', 1)))?.kind).toBe(
      'too_many_at_once',
    );
  });

  it('gives all sessions of one address fifty slots together, and other addresses their own', async () => {
    const take = (session: number, address: string) =>
      limitConcurrentReplies(`session:${session}`, 3, { address, visitor: true });
    const signedIn = Array.from({ length: 167 * 3 }, (_, at) => at % 167);
    const held: Disposable[] = [];
    const refusals = await Promise.all(
      signedIn.map((session) =>
        refusalOf(async () => held.push(await take(session, '203.0.113.1'))),
      ),
    );
    expect(refusals.filter((refusal) => refusal === null)).toHaveLength(50);
    expect(refusals.at(-1)).toMatchObject({ kind: 'too_many_at_once', details: { limit: 50 } });
    for (let at = 0; at < 50; at++) {
      expect(await refusalOf(() => take(1000 + at, '203.0.113.2'))).toBeNull();
    }
    held[7]?.[Symbol.dispose]();
    expect(await refusalOf(() => take(200, '203.0.113.1'))).toBeNull();
    expect((await refusalOf(() => take(201, '203.0.113.1')))?.kind).toBe('too_many_at_once');
  });

  it('leaves a hundred slots to others when one person has 167 sessions and no known address', async () => {
    const take = (session: string) =>
      refusalOf(() => limitConcurrentReplies(`session:${session}`, 3, { visitor: true }));
    for (let at = 0; at < 167 * 3; at++) await take(`one:${at % 167}`);
    const others = await Promise.all(Array.from({ length: 133 }, (_, at) => take(`other:${at}`)));
    expect(others.filter((refusal) => refusal === null).length).toBeGreaterThanOrEqual(100);
  });

  it('gives each visitor one slot when slots are scarce', async () => {
    const take = (session: string) =>
      refusalOf(() => limitConcurrentReplies(`session:${session}`, 3, { visitor: true }));
    for (let at = 0; at < 224; at++) await take(`${Math.floor(at / 3)}`);
    expect(await take('late')).toBeNull();
    expect(await take('late')).toMatchObject({ kind: 'too_many_at_once', details: { limit: 1 } });
    expect(await take('later')).toBeNull();
  });

  it('still accepts new visitors of one address when slots are scarce', async () => {
    const take = (key: string, limit: number) =>
      refusalOf(() => limitConcurrentReplies(key, limit, { visitor: true }));
    for (let at = 0; at < 225; at++) await take(`session:${at}`, MAX_CONCURRENT_REPLIES.visitor);
    for (let at = 0; at < 17; at++)
      expect(await take('address:a', MAX_CONCURRENT_REPLIES.address)).toBeNull();
    expect(await take('address:a', MAX_CONCURRENT_REPLIES.address)).toMatchObject({
      details: { limit: 17 },
    });
  });

  it('reserves fifty slots for the operator and for teams', async () => {
    for (let at = 0; at < 600; at++) {
      await refusalOf(() => limitConcurrentReplies(`session:${at}`, 3, { visitor: true }));
    }
    const visitor = () => limitConcurrentReplies('session:new', 3, { visitor: true });
    expect((await refusalOf(visitor))?.kind).toBe('busy');
    const free = await Promise.all(
      Array.from({ length: 3 }, () => limitConcurrentReplies('session:operator', 3)),
    );
    for (let at = 3; at < 50; at++) await limitConcurrentReplies(`team:${at % 3}`, 20);
    expect((await refusalOf(() => limitConcurrentReplies('team:new', 20)))?.kind).toBe('busy');
    free[0]?.[Symbol.dispose]();
    expect((await refusalOf(visitor))?.kind).toBe('busy');
    expect(await refusalOf(() => limitConcurrentReplies('team:new', 20))).toBeNull();
  });

  it('rejects everyone with busy when the process is at its limit', async () => {
    const slots = await Promise.all(
      Array.from({ length: 500 }, (_, at) => limitConcurrentReplies(`session:${at}`, 3)),
    );
    expect((await refusalOf(() => limitConcurrentReplies('session:new', 3)))?.kind).toBe('busy');
    slots[7]?.[Symbol.dispose]();
    expect(await refusalOf(() => limitConcurrentReplies('session:new', 3))).toBeNull();
  });
});
