import { describe, expect, it } from 'vitest';
import { shownStatus } from './shown-status.ts';

describe('shownStatus', () => {
  it('returns the received status for kinds that have a status', () => {
    expect(shownStatus({ kind: 'bad_request', status: 422 })).toBe(422);
    expect(shownStatus({ kind: 'reply_interrupted', status: 502 })).toBeNull();
    expect(shownStatus({ kind: 'unknown', status: 418 })).toBe(418);
    expect(shownStatus({ kind: 'unknown', status: 200 })).toBeNull();
  });
});
