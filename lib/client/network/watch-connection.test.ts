import { describe, expect, it } from 'vitest';
import { watchConnection } from './watch-connection.ts';
import type { WakeCause } from './watch-wake.ts';

function watched({ reachable = async () => true } = {}) {
  let time = 0;
  let wake: (cause: WakeCause) => void = () => {};
  let tick = () => {};
  const state = { deaths: 0, checks: 0, watching: true };
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
      state.checks += 1;
      return reachable();
    },
  });
  return {
    ...connection,
    state,
    wake: (cause: WakeCause) => wake(cause),
    /** Lets time pass on an awake device until the connection is declared dead. */
    pass(seconds: number, { heartbeatEvery = Number.POSITIVE_INFINITY } = {}) {
      for (let second = 1; second <= seconds && state.watching; second += 1) {
        time += 1000;
        if (second % heartbeatEvery === 0) connection.noteBytes();
        tick();
      }
    },
    /** Lets time pass while nothing runs. */
    sleep(seconds: number) {
      time += seconds * 1000;
      wake('gap');
      tick();
    },
    seconds: () => time / 1000,
  };
}

describe('a reply that has started', () => {
  it('is declared dead once, after 15 s without a byte', () => {
    const { noteBytes, pass, state, seconds } = watched();
    noteBytes();
    pass(14);
    expect(state.deaths).toBe(0);
    pass(60);
    expect(state).toMatchObject({ deaths: 1, watching: false });
    expect(seconds()).toBe(15);
  });

  it.each([3, 10])('stays alive for minutes with only a heartbeat every %i s', (heartbeatEvery) => {
    const { noteBytes, pass, state } = watched();
    noteBytes();
    pass(600, { heartbeatEvery });
    expect(state.deaths).toBe(0);
  });

  it('is declared dead within 5 s of waking from any sleep, but not at once', () => {
    for (const slept of [5, 14, 15, 16, 600, 86_400]) {
      const { noteBytes, pass, sleep, state, seconds } = watched();
      noteBytes();
      pass(2);
      sleep(slept);
      expect(state.deaths, `slept ${slept} s`).toBe(0);
      const wokeAt = seconds();
      pass(60);
      expect(state.deaths).toBe(1);
      expect(seconds() - wokeAt).toBeLessThanOrEqual(5);
    }
  });

  it('stays alive when a byte arrives in time after a sleep', () => {
    const { noteBytes, pass, sleep, state } = watched();
    noteBytes();
    sleep(600);
    pass(3);
    noteBytes();
    pass(14);
    expect(state.deaths).toBe(0);
  });

  it.each<WakeCause>(['network', 'restored', 'gap', 'shown'])(
    'is declared dead 4 s after "%s" if it was silent before',
    (cause) => {
      const { noteBytes, pass, wake, state, seconds } = watched();
      noteBytes();
      pass(5);
      wake(cause);
      pass(60);
      expect(state.deaths).toBe(1);
      expect(seconds()).toBe(9);
    },
  );

  it('stays alive after a brief visit to another tab', () => {
    const { noteBytes, pass, wake, state } = watched();
    noteBytes();
    pass(3);
    wake('shown');
    pass(11);
    expect(state.deaths).toBe(0);
  });

  it('gets no extra time when the tab is shown repeatedly', () => {
    const { noteBytes, pass, wake, seconds } = watched();
    noteBytes();
    pass(5);
    for (let visit = 0; visit < 3; visit += 1) {
      wake('shown');
      pass(2);
    }
    expect(seconds()).toBe(9);
  });
});

describe('a request without a response', () => {
  it('may stay silent indefinitely', () => {
    const { pass, state } = watched();
    pass(3600);
    expect(state).toMatchObject({ deaths: 0, checks: 0 });
  });

  it('checks after a wake whether the server is reachable, one check at a time', async () => {
    const answer = Promise.withResolvers<boolean>();
    const { wake, sleep, state } = watched({ reachable: () => answer.promise });
    sleep(600);
    wake('shown');
    wake('network');
    expect(state.checks).toBe(1);
    answer.resolve(true);
    await answer.promise;
    expect(state.deaths).toBe(0);
  });

  it('is declared dead when the server is unreachable', async () => {
    const { wake, state } = watched({ reachable: async () => false });
    wake('restored');
    await Promise.resolve();
    expect(state).toMatchObject({ deaths: 1, watching: false });
  });

  it('ignores a failed check once bytes arrive or the watch stops', async () => {
    for (const meanwhile of ['noteBytes', 'stop'] as const) {
      const connection = watched({ reachable: async () => false });
      connection.wake('network');
      connection[meanwhile]();
      await Promise.resolve();
      expect(connection.state.deaths).toBe(0);
    }
  });
});
