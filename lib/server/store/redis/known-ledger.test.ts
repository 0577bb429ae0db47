import { describe, expect, it } from 'vitest';
import { createKnownLedger } from './known-ledger.ts';

const answer = (seq: number, settled: number, reserved: number) => [
  'ok',
  seq,
  20_000,
  1000,
  settled,
  0,
  reserved,
  0,
];

describe('what an instance knows of the ledger', () => {
  it('counts what is reserved as used', () => {
    const known = createKnownLedger();
    known.learn('visitors', answer(1, 100, 20));
    expect(known.amounts()).toEqual(['visitors', 20_000, 120, 0]);
  });

  it('is not replaced by an older answer', () => {
    const known = createKnownLedger();
    known.learn('visitors', answer(5, 100, 0));
    known.learn('visitors', answer(4, 10, 0));
    expect([known.seq(), known.amounts()[2]]).toEqual([5, 100]);
  });

  it('takes over another epoch, and keeps what that one does not mention', () => {
    const known = createKnownLedger();
    known.learn('team:scripts', answer(5, 70, 0));
    known.adopt(['next', 6, 0, 20_000, 'visitors', 30, 4]);
    expect(known.epoch()).toBe('next');
    expect(known.amounts()).toEqual(['team:scripts', 20_000, 70, 0, 'visitors', 20_000, 30, 4]);
  });
});
