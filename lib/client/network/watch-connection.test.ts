import { describe, expect, it } from 'vitest';
import { watchConnection } from './watch-connection.ts';
import type { WakeCause } from './watch-wake.ts';

function watched({ reachable = async () => true } = {}) {
  let time = 0;
  let wake: (cause: WakeCause) => void = () => {};
  let tick = () => {};
  const state = { deaths: 0, asked: 0, watching: true };
  const connection = watchConnection(() => (state.deaths += 1), {
    now: () => time,
    watch: (onWake, onTick = () => {}) => {
      wake = onWake;
      tick = onTick;
      return () => {
        state.watching = false;
      };
    },
    isServerReachable: () => {
      state.asked += 1;
      return reachable();
    },
  });
  return {
    ...connection,
    state,
    wake: (cause: WakeCause) => wake(cause),
    /** Time passes as on a device that is awake, until the connection is held dead. */
    pass(seconds: number, { heartbeatEvery = Number.POSITIVE_INFINITY } = {}) {
      for (let second = 1; second <= seconds && state.watching; second += 1) {
        time += 1000;
        if (second % heartbeatEvery === 0) connection.heard();
        tick();
      }
    },
    /** Time passes and nothing runs. */
    sleep(seconds: number) {
      time += seconds * 1000;
      wake('gap');
      tick();
    },
    seconds: () => time / 1000,
  };
}

describe('a reply that has begun', () => {
  it('is held dead after 15 s without a byte, once, and not before', () => {
    const { heard, pass, state, seconds } = watched();
    heard();
    pass(14);
    expect(state.deaths).toBe(0);
    pass(60);
    expect(state).toMatchObject({ deaths: 1, watching: false });
    expect(seconds()).toBe(15);
  });

  it.each([3, 10])('lives for minutes on heartbeats alone, one every %i s', (heartbeatEvery) => {
    const { heard, pass, state } = watched();
    heard();
    pass(600, { heartbeatEvery });
    expect(state.deaths).toBe(0);
  });

  it('is found dead within 5 s after a sleep of any length, and never at the wake itself', () => {
    for (const slept of [5, 14, 15, 16, 600, 86_400]) {
      const { heard, pass, sleep, state, seconds } = watched();
      heard();
      pass(2);
      sleep(slept);
      expect(state.deaths, `slept ${slept} s`).toBe(0);
      const wokeAt = seconds();
      pass(60);
      expect(state.deaths).toBe(1);
      expect(seconds() - wokeAt).toBeLessThanOrEqual(5);
    }
  });

  it('lives on when a byte comes in time after a sleep', () => {
    const { heard, pass, sleep, state } = watched();
    heard();
    sleep(600);
    pass(3);
    heard();
    pass(14);
    expect(state.deaths).toBe(0);
  });

  it.each<WakeCause>(['network', 'restored', 'gap', 'shown'])(
    'has 4 s to be heard from after "%s", when it was silent before',
    (cause) => {
      const { heard, pass, wake, state, seconds } = watched();
      heard();
      pass(5);
      wake(cause);
      pass(60);
      expect(state.deaths).toBe(1);
      expect(seconds()).toBe(9);
    },
  );

  it('is not doubted for a glance at another tab', () => {
    const { heard, pass, wake, state } = watched();
    heard();
    pass(3);
    wake('shown');
    pass(11);
    expect(state.deaths).toBe(0);
  });

  it('gets no more time by being looked at again and again', () => {
    const { heard, pass, wake, seconds } = watched();
    heard();
    pass(5);
    for (let glance = 0; glance < 3; glance += 1) {
      wake('shown');
      pass(2);
    }
    expect(seconds()).toBe(9);
  });
});

describe('a request without an answer yet', () => {
  it('may be silent for as long as it likes', () => {
    const { pass, state } = watched();
    pass(3600);
    expect(state).toMatchObject({ deaths: 0, asked: 0 });
  });

  it('asks after a wake whether the server can be reached, once at a time', async () => {
    const answer = Promise.withResolvers<boolean>();
    const { wake, sleep, state } = watched({ reachable: () => answer.promise });
    sleep(600);
    wake('shown');
    wake('network');
    expect(state.asked).toBe(1);
    answer.resolve(true);
    await answer.promise;
    expect(state.deaths).toBe(0);
  });

  it('is dead when it cannot', async () => {
    const { wake, state } = watched({ reachable: async () => false });
    wake('restored');
    await Promise.resolve();
    expect(state).toMatchObject({ deaths: 1, watching: false });
  });

  it('is judged by its own bytes if they come meanwhile, and not at all once it is over', async () => {
    for (const meanwhile of ['heard', 'stop'] as const) {
      const connection = watched({ reachable: async () => false });
      connection.wake('network');
      connection[meanwhile]();
      await Promise.resolve();
      expect(connection.state.deaths).toBe(0);
    }
  });
});
