import { afterEach, describe, expect, it, vi } from 'vitest';
import { holdTurnLock, isTurnHeld } from './turn-lock.ts';

afterEach(() => void vi.unstubAllGlobals());

/** A turn of another tab: a lock requested without this module. */
async function holdElsewhere(messageId: string) {
  const { promise, resolve: release } = Promise.withResolvers<void>();
  const { promise: granted, resolve: grant } = Promise.withResolvers<void>();
  const request = navigator.locks.request(`starlight-turn:${messageId}`, () => {
    grant();
    return promise;
  });
  await granted;
  return async () => {
    release();
    await request;
  };
}

async function locksNow(): Promise<(string | undefined)[]> {
  const { held = [], pending = [] } = await navigator.locks.query();
  return [...held, ...pending].map(({ name }) => name);
}

describe('a turn lock', () => {
  it('is held while the turn runs and visible to other tabs', async () => {
    expect(await isTurnHeld('m1')).toBe(false);
    const result = await holdTurnLock('m1', async () => {
      expect(await isTurnHeld('m1')).toBe(true);
      expect(await isTurnHeld('m2')).toBe(false);
      expect(await locksNow()).toContain('starlight-turn:m1');
      return 'reply';
    });
    expect(result).toBe('reply');
    expect(await isTurnHeld('m1')).toBe(false);
    await vi.waitFor(async () => expect(await locksNow()).not.toContain('starlight-turn:m1'));
  });

  it('detects a turn of another tab without waiting for it', async () => {
    const release = await holdElsewhere('m1');
    expect(await isTurnHeld('m1')).toBe(true);
    expect(await holdTurnLock('m1', async () => 'ran')).toBe('ran');
    await release();
    await vi.waitFor(async () => expect(await isTurnHeld('m1')).toBe(false));
  });

  it('is released when the turn fails, and rejects with its error', async () => {
    const failing = holdTurnLock('m1', () => Promise.reject(new RangeError('turn')));
    await expect(failing).rejects.toThrow(new RangeError('turn'));
    expect(await isTurnHeld('m1')).toBe(false);
  });

  it('stays held until the last of two holders in this tab is done', async () => {
    vi.stubGlobal('navigator', {});
    await holdTurnLock('m1', async () => {
      await holdTurnLock('m1', async () => undefined);
      expect(await isTurnHeld('m1')).toBe(true);
    });
    expect(await isTurnHeld('m1')).toBe(false);
  });

  it.each([
    ['no Web Locks', {}],
    [
      'Web Locks that refuse',
      {
        locks: {
          request: () => Promise.reject(new DOMException('', 'SecurityError')),
          query: () => Promise.reject(new DOMException('', 'SecurityError')),
        },
      },
    ],
    [
      'Web Locks that never answer',
      { locks: { request: () => new Promise(() => {}), query: async () => ({}) } },
    ],
  ])('still runs the turn with %s', async (_, navigator) => {
    vi.stubGlobal('navigator', navigator);
    expect(await isTurnHeld('m1')).toBe(false);
    expect(await holdTurnLock('m1', () => isTurnHeld('m1'))).toBe(true);
    expect(await isTurnHeld('m1')).toBe(false);
  });
});
