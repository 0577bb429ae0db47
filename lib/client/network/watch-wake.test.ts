import { expect, it } from 'vitest';
import { type WakeCause, watchWake } from './watch-wake.ts';

function watched() {
  let time = 1_000_000;
  let tick = () => {};
  let ticking = true;
  const page = new EventTarget();
  const shownPage = Object.assign(new EventTarget(), { hidden: false });
  const seen: (WakeCause | 'tick')[] = [];
  const stop = watchWake(
    (cause) => seen.push(cause),
    () => seen.push('tick'),
    {
      now: () => time,
      every: (_, run) => {
        tick = run;
        return () => {
          ticking = false;
        };
      },
      page,
      shownPage,
    },
  );
  return {
    seen,
    stop,
    page,
    shownPage,
    isTicking: () => ticking,
    tickAfter(ms: number) {
      time += ms;
      tick();
    },
  };
}

it('reports a sleep before the tick that follows it', () => {
  const { seen, tickAfter } = watched();
  tickAfter(1000);
  tickAfter(2500);
  tickAfter(600_000);
  tickAfter(1000);
  expect(seen).toEqual(['tick', 'tick', 'gap', 'tick', 'tick']);
});

it('reports a gap when the clock is set back', () => {
  const { seen, tickAfter } = watched();
  tickAfter(-86_400_000);
  tickAfter(1000);
  expect(seen).toEqual(['gap', 'tick', 'tick']);
});

it('reports a network change, a restored page and a tab shown again', () => {
  const { seen, page, shownPage } = watched();
  page.dispatchEvent(new Event('offline'));
  page.dispatchEvent(new Event('online'));
  page.dispatchEvent(new Event('pageshow'));
  page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  shownPage.hidden = true;
  shownPage.dispatchEvent(new Event('visibilitychange'));
  shownPage.hidden = false;
  shownPage.dispatchEvent(new Event('visibilitychange'));
  expect(seen).toEqual(['network', 'network', 'restored', 'shown']);
});

it('reports nothing once stopped', () => {
  const { seen, stop, page, shownPage, isTicking } = watched();
  stop();
  for (const name of ['online', 'offline', 'pageshow']) page.dispatchEvent(new Event(name));
  shownPage.dispatchEvent(new Event('visibilitychange'));
  expect(seen).toEqual([]);
  expect(isTicking()).toBe(false);
});
