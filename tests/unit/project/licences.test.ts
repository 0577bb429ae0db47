import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  describeLicenses,
  findForbiddenLicenses,
} from '../../../scripts/licences/describe-licences.mjs';
import { type Lock, shippedPackages, spdxOf } from '../../../scripts/licences/shipped-packages.mjs';
import { projectFolder, readSource } from './source-files.ts';

// npm's own file; parsing it with the rules checks the parts they read.
const lock = JSON.parse(readSource('package-lock.json').text) as Lock;
const shipped = shippedPackages(lock);

describe('the licenses of shipped packages', () => {
  it('are all allowed', () => {
    expect(findForbiddenLicenses(shipped)).toEqual([]);
  });

  it('are listed as `npm run licences` lists them', () => {
    expect(readSource('docs/licences.md').text).toBe(describeLicenses(shipped));
  });

  it('are in the lock file as the packages themselves declare them', () => {
    const locations = Object.keys(lock.packages).filter((location) =>
      existsSync(path.join(projectFolder, location, 'package.json')),
    );
    expect(locations.length).toBeGreaterThan(20);
    for (const location of locations.filter((each) => each !== '')) {
      const manifest: { license?: unknown } = JSON.parse(
        readSource(`${location}/package.json`).text,
      );
      const locked = lock.packages[location]?.license;
      expect(`${location}: ${spdxOf(manifest.license)}`).toBe(`${location}: ${spdxOf(locked)}`);
    }
  });

  it('are the text of those that declare none', () => {
    expect(readSource('node_modules/khroma/license').text).toMatch(/^The MIT License/);
  });
});

describe('the shipped packages', () => {
  const packages = {
    '': { dependencies: { a: '1.0.0' }, devDependencies: { tool: '1.0.0' } },
    'node_modules/a': {
      version: '1.0.0',
      license: 'MIT',
      dependencies: { b: '1', c: '2' },
      optionalDependencies: { binary: '1' },
    },
    'node_modules/a/node_modules/b': { version: '1.1.0', license: 'ISC' },
    'node_modules/b': { version: '2.0.0', license: 'MIT' },
    'node_modules/binary': { version: '1.0.0', license: 'MIT', dependencies: { b: '2', c: '2' } },
    'node_modules/c': { version: '2.0.0' },
    'node_modules/tool': { version: '1.0.0', license: 'GPL-3.0-only' },
  };

  it("are the dependencies' closure, each in the copy that Node would resolve, without tools", () => {
    expect(shippedPackages({ packages })).toEqual([
      { name: 'a', version: '1.0.0', license: 'MIT', optional: false },
      { name: 'b', version: '1.1.0', license: 'ISC', optional: false },
      { name: 'b', version: '2.0.0', license: 'MIT', optional: true },
      { name: 'binary', version: '1.0.0', license: 'MIT', optional: true },
      { name: 'c', version: '2.0.0', license: 'UNKNOWN', optional: false },
    ]);
  });
});

describe('the rule for licenses', () => {
  const verdict = (name: string, license: string) =>
    findForbiddenLicenses([{ name, license, version: '1.0.0', optional: false }]).length === 0;

  it.each([
    ['a', 'MIT'],
    ['a', 'Apache-2.0 AND MIT'],
    ['a', 'GPL-3.0-only OR MIT'],
    ['a', '(MIT OR CC0-1.0)'],
    ['geist', 'OFL-1.1'],
    ['caniuse-lite', 'CC-BY-4.0'],
    ['@img/sharp-win32-x64', 'Apache-2.0 AND LGPL-3.0-or-later'],
  ])('allows %s under %s', (name, license) => {
    expect(verdict(name, license)).toBe(true);
  });

  it.each([
    ['a', 'GPL-3.0-only'],
    ['a', 'AGPL-3.0-only AND MIT'],
    ['a', 'LGPL-3.0-or-later'],
    ['a', 'CC-BY-4.0'],
    ['a', 'OFL-1.1'],
    ['a', 'SEE LICENSE IN LICENSE.md'],
    ['a', 'UNLICENSED'],
    ['a', 'UNKNOWN'],
    ['a', ''],
    ['@img/sharp-win32-x64', 'GPL-3.0-only'],
  ])('refuses %s under %j', (name, license) => {
    expect(verdict(name, license)).toBe(false);
  });
});
