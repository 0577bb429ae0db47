import { describe, expect, it } from 'vitest';
import { createLocalRecords } from '../storage/journal/local-records.ts';
import { createDrawingWatch } from './drawing-watch.ts';

const MARK = 'starlight.drawing.a';

/**
 * A browser whose clock and paints the test controls. Each load is a page of its own; all share one
 * storage.
 */
function openBrowser(storage: Storage | null = fakeStorage()) {
  let now = 1_700_000_000_000;
  const pass = (ms: number) => {
    now += ms;
  };
  const load = () => {
    const paints: (() => void)[] = [];
    const leaves: (() => void)[] = [];
    const timers = new Set<() => void>();
    let isHidden = false;
    const watch = createDrawingWatch(
      createLocalRecords(() => storage ?? undefined),
      {
        isHidden: () => isHidden,
        afterPaint: (then) => paints.push(then),
        wait: (then) => {
          timers.add(then);
          return () => timers.delete(then);
        },
        onLeave: (then) => leaves.push(then),
      },
      () => now,
    );
    return {
      watch,
      paint: () => {
        for (const then of paints.splice(0)) then();
      },
      settle: () => {
        pass(1_000);
        for (const then of [...timers]) {
          timers.delete(then);
          then();
        }
      },
      leave: () => {
        for (const then of leaves) then();
      },
      hide: () => {
        isHidden = true;
        for (const then of leaves) then();
      },
    };
  };
  return { storage, pass, load };
}

function fakeStorage(): Storage {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    clear: () => entries.clear(),
    getItem: (name) => entries.get(name) ?? null,
    key: (index) => [...entries.keys()][index] ?? null,
    removeItem: (name) => entries.delete(name),
    setItem: (name, value) => entries.set(name, value),
  };
}

describe('a conversation that is reopened', () => {
  it('is plain if the page that rendered it was killed before painting', () => {
    const { load, pass } = openBrowser();
    load().watch.begin('a');
    pass(10_000);
    const next = load();
    expect(next.watch.isPlain('a')).toBe(true);
    expect(next.watch.isPlain('b')).toBe(false);
  });

  it('is plain if the page froze and only recovered when the user left', () => {
    const { load, pass } = openBrowser();
    const stuck = load();
    stuck.watch.begin('a');
    pass(5_000);
    stuck.leave();
    expect(load().watch.isPlain('a')).toBe(true);
  });

  it('is plain if the page froze while highlighting code after the paint', () => {
    const { load, pass } = openBrowser();
    const stuck = load();
    stuck.watch.begin('a');
    stuck.paint();
    pass(10_000);
    expect(load().watch.isPlain('a')).toBe(true);
  });

  it('is formatted once it has been painted', () => {
    const { load, pass, storage } = openBrowser();
    const drawn = load();
    drawn.watch.begin('a');
    drawn.paint();
    drawn.settle();
    expect(storage?.getItem(MARK)).toBeNull();
    pass(10_000);
    expect(load().watch.isPlain('a')).toBe(false);
  });

  it('is formatted if the page was reloaded while loading', () => {
    const { load, pass } = openBrowser();
    const abandoned = load();
    abandoned.watch.begin('a');
    pass(1_500);
    abandoned.leave();
    pass(60_000);
    expect(load().watch.isPlain('a')).toBe(false);
  });

  it('is formatted if the system closed the page in the background', () => {
    const { load, pass } = openBrowser();
    const hidden = load();
    hidden.watch.begin('a');
    hidden.hide();
    hidden.watch.begin('a');
    pass(60_000);
    expect(load().watch.isPlain('a')).toBe(false);
  });

  it('is formatted in a second tab that opens it while the first is still rendering', () => {
    const { load, pass } = openBrowser();
    load().watch.begin('a');
    pass(500);
    expect(load().watch.isPlain('a')).toBe(false);
  });
});

describe('a streaming reply', () => {
  it('renews its mark at each frame, so that the mark is as old as the frame that froze', () => {
    const { load, pass, storage } = openBrowser();
    const page = load();
    for (let frame = 0; frame < 100; frame += 1) {
      page.watch.begin('a');
      page.paint();
      pass(100);
    }
    const before = Number(storage?.getItem(MARK));
    page.watch.begin('a');
    pass(2_500);
    expect(load().watch.isPlain('a')).toBe(false);
    pass(1_000);
    expect(load().watch.isPlain('a')).toBe(true);
    expect(Number(storage?.getItem(MARK)) - before).toBeLessThanOrEqual(1_000);
  });

  it('leaves no mark one second after its last frame', () => {
    const { load, storage } = openBrowser();
    const page = load();
    page.watch.begin('a');
    page.paint();
    page.watch.begin('a');
    page.settle();
    expect(storage?.getItem(MARK)).not.toBeNull();
    page.paint();
    page.settle();
    expect(storage?.getItem(MARK)).toBeNull();
  });
});

describe('choosing formatted replies anyway', () => {
  it('formats them, and the next load too if that one was painted', () => {
    const { load, pass } = openBrowser();
    load().watch.begin('a');
    pass(10_000);
    const next = load();
    expect(next.watch.isPlain('a')).toBe(true);
    let notifications = 0;
    next.watch.subscribe(() => {
      notifications += 1;
    });
    next.watch.format('a');
    expect([next.watch.isPlain('a'), notifications]).toEqual([false, 1]);
    next.watch.begin('a');
    next.paint();
    next.settle();
    pass(10_000);
    expect(load().watch.isPlain('a')).toBe(false);
  });

  it('shows plain text again at the next load if that one froze too', () => {
    const { load, pass } = openBrowser();
    load().watch.begin('a');
    pass(10_000);
    const next = load();
    next.watch.format('a');
    next.watch.begin('a');
    pass(10_000);
    expect(load().watch.isPlain('a')).toBe(true);
  });

  it('is not offered again before then', () => {
    const { load, pass } = openBrowser();
    load().watch.begin('a');
    pass(10_000);
    expect(load().watch.isPlain('a')).toBe(true);
    expect(load().watch.isPlain('a')).toBe(true);
  });
});

it('renders as usual when storage is unavailable', () => {
  const refusing: Storage = {
    ...fakeStorage(),
    getItem: () => {
      throw new DOMException('denied', 'SecurityError');
    },
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  for (const storage of [null, refusing]) {
    const { load, pass } = openBrowser(storage);
    const page = load();
    expect(page.watch.isPlain('a')).toBe(false);
    page.watch.begin('a');
    pass(10_000);
    expect(load().watch.isPlain('a')).toBe(false);
  }
});
