import { describe, expect, it } from 'vitest';
import { DOCTOR_CHECKS } from '#lib/core/doctor/check-list.ts';
import { CHECK_IDS, parseDoctorEvent } from '#lib/core/doctor/report/doctor-report.ts';

describe('the list of checks', () => {
  it('makes each check depend on earlier ones only', () => {
    for (const { id, needs } of DOCTOR_CHECKS) {
      for (const needed of needs) {
        expect(CHECK_IDS.indexOf(needed), `${id} needs ${needed}`).toBeLessThan(
          CHECK_IDS.indexOf(id),
        );
      }
    }
  });

  it('gives each check a distinct name', () => {
    const labels = DOCTOR_CHECKS.map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
  });
});

describe('an event from outside', () => {
  it('is parsed, or ignored if it is not valid', () => {
    const check = { id: 'shape', status: 'pass', title: 'The key has the right format' };
    expect(parseDoctorEvent({ type: 'check', check })).toEqual({ type: 'check', check });
    expect(parseDoctorEvent({ type: 'check', check: { ...check, status: 'great' } })).toBeNull();
    expect(parseDoctorEvent({ type: 'news' })).toBeNull();
    expect(parseDoctorEvent(null)).toBeNull();
  });
});
