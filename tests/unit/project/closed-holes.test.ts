import { describe, expect, it } from 'vitest';
import {
  FIXED_VULNERABILITIES,
  type FixedVulnerability,
  findOpenVulnerabilities,
  isAtLeast,
  KNOWN_TO_BE_OPEN,
} from './closed-holes.ts';
import type { LockFile } from './lock-file.ts';
import { readSource } from './source-files.ts';

// npm's own file; parsing it with the rule checks the parts the rule reads.
const lock = JSON.parse(readSource('package-lock.json').text) as LockFile;

const VULNERABILITIES: FixedVulnerability[] = [
  { name: 'next', fixedIn: '16.4.5', advisory: 'CVE-1', what: '' },
  { name: 'next', fixedIn: '16.2.3', advisory: 'CVE-2', what: '' },
];

describe('known vulnerabilities', () => {
  it('are fixed in every locked package, except for those known to be open', () => {
    expect(findOpenVulnerabilities(lock)).toEqual(KNOWN_TO_BE_OPEN);
  });

  it('that are open are named in SECURITY.md', () => {
    const promises = readSource('SECURITY.md').text;
    for (const vulnerability of KNOWN_TO_BE_OPEN)
      expect(promises).toContain(vulnerability.split(' in ')[0]);
  });

  it.each(['next', 'react', 'react-dom'])('are recorded for %s', (name) => {
    expect(
      FIXED_VULNERABILITIES.filter((vulnerability) => vulnerability.name === name).length,
    ).toBeGreaterThan(2);
  });

  it('have an advisory number and the version that fixes them', () => {
    for (const { advisory, fixedIn, what } of FIXED_VULNERABILITIES) {
      expect(advisory).toMatch(/^(CVE-\d{4}-\d{4,}|GHSA(-[0-9a-z]{4}){3})$/);
      expect(fixedIn).toMatch(/^\d+\.\d+\.\d+$/);
      expect(what).not.toBe('');
    }
  });
});

describe('the search for known vulnerabilities', () => {
  it.each([
    ['16.4.4', ['CVE-1 in next 16.4.4']],
    ['16.2.2', ['CVE-1 in next 16.2.2', 'CVE-2 in next 16.2.2']],
    ['16.4.5-canary.1', ['CVE-1 in next 16.4.5-canary.1']],
    ['16.4.5', []],
    ['17.0.0', []],
  ])('finds in next %s: %j', (version, found) => {
    expect(
      findOpenVulnerabilities({ packages: { 'node_modules/next': { version } } }, VULNERABILITIES),
    ).toEqual(found);
  });

  it('finds an old copy nested in another package', () => {
    const packages = {
      'node_modules/next': { version: '16.4.5' },
      'node_modules/@scope/a/node_modules/next': { version: '16.4.0' },
      'node_modules/not-next': { version: '1.0.0' },
    };
    expect(findOpenVulnerabilities({ packages }, VULNERABILITIES)).toEqual([
      'CVE-1 in next 16.4.0',
    ]);
  });

  it('treats a missing package as having every vulnerability', () => {
    expect(findOpenVulnerabilities({ packages: {} }, VULNERABILITIES)).toEqual([
      'CVE-1 in next 0.0.0',
      'CVE-2 in next 0.0.0',
    ]);
  });
});

describe('a version', () => {
  it.each([
    ['16.4.5', '16.4.5'],
    ['16.4.12', '16.4.5'],
    ['16.10.0', '16.4.5'],
    ['17.0.0', '16.4.5'],
    ['0.35.5', '0.35.5'],
  ])('%s is at least %s', (version, floor) => {
    expect(isAtLeast(version, floor)).toBe(true);
  });

  it.each([
    ['16.4.4', '16.4.5'],
    ['16.3.9', '16.4.5'],
    ['15.9.9', '16.4.5'],
    ['9.9.9', '16.4.5'],
    ['16.4', '16.4.5'],
    ['16.4.5-canary.1', '16.4.5'],
    ['16.4.6-rc.0', '16.4.5'],
    ['', '0.0.1'],
    ['latest', '0.0.1'],
  ])('%s is not at least %s', (version, floor) => {
    expect(isAtLeast(version, floor)).toBe(false);
  });
});
