import { beforeEach, describe, expect, it } from 'vitest';
import { isAlwaysWritten, type RequestKind } from '../response-log/is-always-written.ts';
import { createLogSampler, LINES_PER_MINUTE, type SampledCount } from './log-sampler.ts';

const REFUSAL: RequestKind = {
  class: 'stranger',
  route: '/api/chat',
  method: 'POST',
  kind: 'access_required',
};

let now: number;
let counts: SampledCount<RequestKind>[];
let timers: { at: number; action: () => void }[];

beforeEach(() => {
  now = 5000;
  counts = [];
  timers = [];
});

const create = () =>
  createLogSampler<RequestKind>((count) => counts.push(count), {
    isAlwaysWritten,
    now: () => now,
    after: (ms, action) => timers.push({ at: now + ms, action }),
  });

function passTime(ms: number): void {
  now += ms;
  const due = timers.filter(({ at }) => at <= now);
  timers = timers.filter(({ at }) => at > now);
  for (const { action } of due) action();
}

const countWritten = (sampler: ReturnType<typeof create>, line: RequestKind, times: number) =>
  Array.from({ length: times }, () => sampler.isWritten(line)).filter(Boolean).length;

describe('createLogSampler', () => {
  it('writes the first lines of a minute, then one line with the number of the rest', () => {
    const sampler = create();
    expect(countWritten(sampler, REFUSAL, 1000)).toBe(LINES_PER_MINUTE);
    expect(counts).toEqual([]);
    passTime(60_000);
    expect(counts).toEqual([
      { ...REFUSAL, count: 1000 - LINES_PER_MINUTE, since: expect.stringMatching(/Z$/) },
    ]);
    expect(countWritten(sampler, REFUSAL, 1)).toBe(1);
  });

  it('writes or counts each line of a long flood', () => {
    const sampler = create();
    let written = 0;
    for (let second = 0; second < 300; second += 1) {
      written += countWritten(sampler, REFUSAL, 50);
      passTime(1000);
    }
    passTime(60_000);
    const counted = counts.reduce((sum, { count }) => sum + count, 0);
    expect(written + counted).toBe(300 * 50);
    expect(written).toBeLessThanOrEqual(6 * LINES_PER_MINUTE);
    expect(counts.length).toBeLessThanOrEqual(6);
  });

  it('counts each kind of line separately, so that no flood hides another line', () => {
    const sampler = create();
    countWritten(sampler, REFUSAL, 1000);
    expect(sampler.isWritten({ ...REFUSAL, kind: 'origin_rejected' })).toBe(true);
    expect(sampler.isWritten({ ...REFUSAL, route: '/api/doctor' })).toBe(true);
    expect(sampler.isWritten({ ...REFUSAL, class: 'refused' })).toBe(true);
  });

  it.each<RequestKind>([
    { class: 'turn', route: '/api/chat', method: 'POST', kind: undefined },
    { class: 'turn', route: '/v1/chat/completions', method: 'POST', kind: 'server_error' },
    { class: 'wrong_code', route: '/api/session', method: 'POST', kind: 'access_code_wrong' },
    { class: 'account', route: '/api/session', method: 'POST', kind: undefined },
  ])('writes every line of $class $route', (line) => {
    expect(countWritten(create(), line, 1000)).toBe(1000);
  });

  it('writes no count for a minute in which every line was written', () => {
    const sampler = create();
    countWritten(sampler, REFUSAL, LINES_PER_MINUTE);
    passTime(120_000);
    countWritten(sampler, REFUSAL, LINES_PER_MINUTE);
    sampler.flush();
    expect(counts).toEqual([]);
    expect(timers).toEqual([]);
  });

  it('writes pending counts immediately when flushed', () => {
    const sampler = create();
    countWritten(sampler, REFUSAL, LINES_PER_MINUTE + 5);
    sampler.flush();
    sampler.flush();
    expect(counts.map(({ count }) => count)).toEqual([5]);
  });

  it('holds a bounded number of counts and loses none', () => {
    const sampler = create();
    const kinds = Array.from({ length: 5000 }, (_, at) => ({ ...REFUSAL, route: `/${at}` }));
    let written = 0;
    for (const line of kinds) written += countWritten(sampler, line, LINES_PER_MINUTE + 1);
    sampler.flush();
    const counted = counts.reduce((sum, { count }) => sum + count, 0);
    expect(written + counted).toBe(5000 * (LINES_PER_MINUTE + 1));
  });
});
