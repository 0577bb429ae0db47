import { beforeEach, describe, expect, it, vi } from 'vitest';
import { parseStoredConversation } from '#lib/core/chat/stored-records.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 9, 25, 0, 59);

let clock: typeof import('./touch-clock.ts');

beforeEach(async () => {
  vi.resetModules();
  clock = await import('./touch-clock.ts');
});

describe('nextTouch', () => {
  it('returns the clock time while the clock moves forward', () => {
    expect([clock.nextTouch(NOW), clock.nextTouch(NOW + 5)]).toEqual([NOW, NOW + 5]);
  });

  it.each([
    ['stops', 0],
    ['is set back a day', -DAY_MS],
    ['is set back an hour at the end of daylight saving time', -3_600_000],
    ['was a year ahead and is corrected', -365 * DAY_MS],
  ])('returns a later time than before when the clock %s', (_, step) => {
    const times = [clock.nextTouch(NOW), clock.nextTouch(NOW + step), clock.nextTouch(NOW + step)];
    expect(times).toEqual([NOW, NOW + 1, NOW + 2]);
  });

  it('returns a later time than that of every stored conversation', () => {
    clock.observeTouches([{ updatedAt: NOW + 365 * DAY_MS }, { updatedAt: NOW }]);
    expect(clock.nextTouch(NOW)).toBe(NOW + 365 * DAY_MS + 1);
  });

  it('returns a time that can be stored and read, whatever was stored', () => {
    const stored = { id: 'c', title: '', renamed: false, model: null, leafId: null, createdAt: 0 };
    let read = parseStoredConversation({ ...stored, updatedAt: 8.64e15 });
    for (let count = 0; count < 3; count++) {
      clock.observeTouches(read ? [read] : []);
      read = parseStoredConversation({ ...stored, updatedAt: clock.nextTouch(NOW) });
      expect(read).not.toBeNull();
      expect(clock.nextTouch(NOW)).toBeGreaterThan(read?.updatedAt ?? Number.NaN);
    }
  });
});
