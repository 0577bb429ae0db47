import { describe, expect, it } from 'vitest';
import { createLocalRecords } from '../storage/journal/local-records.ts';
import { createDrawingWatch } from './drawing-watch.ts';

const MARK = 'starlight.drawing.a';

/** A browser whose clock and paints a test controls; each load is a page of its own, over one storage. */
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

describe('a conversation that is opened again', () => {
  it('is plain when the page that drew it never painted and was killed', () => {
    const { load, pass } = openBrowser();
    load().watch.begin('a');
    pass(10_000);
    const next = load();
    expect(next.watch.isPlain('a')).toBe(true);
    expect(next.watch.isPlain('b')).toBe(false);
  });

  it('is plain when the page was stuck and went on only to be left', () => {
    const { load, pass } = openBrowser();
    const stuck = load();
    stuck.watch.begin('a');
    pass(5_000);
    stuck.leave();
    expect(load().watch.isPlain('a')).toBe(true);
  });

  it('is plain when the page was stuck while it coloured code, after the paint', () => {
    const { load, pass } = openBrowser();
    const stuck = load();
    stuck.watch.begin('a');
    stuck.paint();
    pass(10_000);
    expect(load().watch.isPlain('a')).toBe(true);
  });

  it('is formatted once it was painted', () => {
    const { load, pass, storage } = openBrowser();
    const drawn = load();
    drawn.watch.begin('a');
    drawn.paint();
    drawn.settle();
    expect(storage?.getItem(MARK)).toBeNull();
    pass(10_000);
    expect(load().watch.isPlain('a')).toBe(false);
  });

  it('is formatted when the page was reloaded in the middle of the load', () => {
    const { load, pass } = openBrowser();
    const left = load();
    left.watch.begin('a');
    pass(1_500);
    left.leave();
    pass(60_000);
    expect(load().watch.isPlain('a')).toBe(false);
  });

  it('is formatted when a page in the background was closed by the system', () => {
    const { load, pass } = openBrowser();
    const hidden = load();
    hidden.watch.begin('a');
    hidden.hide();
    hidden.watch.begin('a');
    pass(60_000);
    expect(load().watch.isPlain('a')).toBe(false);
  });

  it('is formatted in a second tab that opens it while the first still draws', () => {
    const { load, pass } = openBrowser();
    load().watch.begin('a');
    pass(500);
    expect(load().watch.isPlain('a')).toBe(false);
  });
});

describe('a reply that streams', () => {
  it('is marked again at each frame, and the mark is as old as the frame that was stuck', () => {
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

  it('leaves no mark a second after its last frame', () => {
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

describe('a person who asks for formatted replies all the same', () => {
  it('gets them, and the next load is formatted if that one was painted', () => {
    const { load, pass } = openBrowser();
    load().watch.begin('a');
    pass(10_000);
    const next = load();
    expect(next.watch.isPlain('a')).toBe(true);
    let told = 0;
    next.watch.subscribe(() => {
      told += 1;
    });
    next.watch.format('a');
    expect([next.watch.isPlain('a'), told]).toEqual([false, 1]);
    next.watch.begin('a');
    next.paint();
    next.settle();
    pass(10_000);
    expect(load().watch.isPlain('a')).toBe(false);
  });

  it('finds plain text again at the next load if that one was stuck too', () => {
    const { load, pass } = openBrowser();
    load().watch.begin('a');
    pass(10_000);
    const next = load();
    next.watch.format('a');
    next.watch.begin('a');
    pass(10_000);
    expect(load().watch.isPlain('a')).toBe(true);
  });

  it('is not asked again before', () => {
    const { load, pass } = openBrowser();
    load().watch.begin('a');
    pass(10_000);
    expect(load().watch.isPlain('a')).toBe(true);
    expect(load().watch.isPlain('a')).toBe(true);
  });
});

it('draws as ever where nothing can be stored', () => {
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
