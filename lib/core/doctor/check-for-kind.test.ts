import { describe, expect, it } from 'vitest';
import { ERROR_CATALOGUE } from '../catalogue/error-catalogue.ts';
import { ERROR_KINDS, isErrorKind } from '../errors/error-kinds.ts';
import { checkForKind } from './check-for-kind.ts';
import { CHECK_IDS } from './report/doctor-report.ts';

const KINDS = Object.keys(ERROR_KINDS).filter(isErrorKind);
const offersSetup = KINDS.filter((kind) =>
  ERROR_CATALOGUE[kind].actions.operator.includes('open_setup'),
);

describe('checkForKind', () => {
  it.each(offersSetup)('returns a check for %s, since its banner links to the doctor', (kind) => {
    expect(CHECK_IDS).toContain(checkForKind(kind));
  });

  it('returns null for a kind whose banner does not link to the doctor', () => {
    for (const kind of KINDS.filter((known) => !offersSetup.includes(known))) {
      expect(checkForKind(kind), kind).toBeNull();
    }
  });

  it.each([
    ['key_malformed', 'shape'],
    ['key_invalid', 'models'],
    ['model_not_found', 'offered'],
    ['tls_failure', 'tls'],
    ['quota_exhausted', 'completion'],
  ] as const)('maps %s to %s', (kind, check) => {
    expect(checkForKind(kind)).toBe(check);
  });
});
