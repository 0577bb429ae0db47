import { describe, expect, it } from 'vitest';
import {
  findLockMismatches,
  findMissingOptional,
  findUnapprovedScripts,
  findUnpinned,
  findUnverified,
  type LockFile,
  type Manifest,
} from './lock-file.ts';
import { readSource } from './source-files.ts';

// Both are npm's own files; parsing them with the rules checks the parts they read.
const lock = JSON.parse(readSource('package-lock.json').text) as LockFile;
const manifest = JSON.parse(readSource('package.json').text) as Manifest;

describe('dependencies', () => {
  it('are locked for every platform', () => {
    expect(findMissingOptional(lock)).toEqual([]);
  });

  it('are pinned to exact versions', () => {
    expect(findUnpinned(manifest)).toEqual([]);
  });

  it('are locked in exactly the pinned versions', () => {
    expect(findLockMismatches(lock, manifest)).toEqual([]);
  });

  it('come only from npm, with their checksums', () => {
    expect(findUnverified(lock)).toEqual([]);
  });

  it('run only approved installation scripts', () => {
    expect(findUnapprovedScripts(lock, manifest)).toEqual([]);
  });

  it('match the lock file', () => {
    expect(lock.packages['']?.dependencies).toEqual(manifest.dependencies);
    expect(lock.packages['']?.devDependencies).toEqual(manifest.devDependencies);
  });
});

describe('the rules for dependencies', () => {
  it('detect an optional dependency that is missing from the lock file', () => {
    const packages = {
      '': {},
      'node_modules/next': { optionalDependencies: { '@next/swc-darwin-arm64': '16.4.6' } },
    };
    expect(findMissingOptional({ packages })).toEqual([
      '@next/swc-darwin-arm64, required by node_modules/next',
    ]);
  });

  it('find one that is nested in the package that needs it, or above it', () => {
    const optionalDependencies = { b: '1.0.0' };
    const nested = 'node_modules/@scope/outer/node_modules/a';
    for (const place of [
      `${nested}/node_modules/b`,
      'node_modules/@scope/outer/node_modules/b',
      'node_modules/b',
    ]) {
      expect(
        findMissingOptional({ packages: { [nested]: { optionalDependencies }, [place]: {} } }),
      ).toEqual([]);
    }
    const elsewhere = 'node_modules/other/node_modules/b';
    expect(
      findMissingOptional({ packages: { [nested]: { optionalDependencies }, [elsewhere]: {} } }),
    ).toHaveLength(1);
  });

  it.each(['^1.2.3', '~1.2.3', '1.x', '*', 'latest', '>=1.0.0', '1.2.3-rc.1', 'file:../a'])(
    'refuse %s as a version',
    (version) => {
      expect(findUnpinned({ devDependencies: { a: version } })).toEqual([`a@${version}`]);
    },
  );

  it.each([
    [{ 'node_modules/openai': { version: '7.57.0' } }, []],
    [{ 'node_modules/openai': { version: '7.57.1' } }, ['openai: 7.57.1 for 7.57.0']],
    [{ 'node_modules/a/node_modules/openai': {} }, ['openai: nothing for 7.57.0']],
  ])('detect a package that is locked in another version: %j', (packages, found) => {
    const manifest = { dependencies: { openai: '7.57.0' } };
    expect(findLockMismatches({ packages }, manifest)).toEqual(found);
  });

  it('detect a package without a checksum, or from elsewhere', () => {
    const packages = {
      '': {},
      'node_modules/a': { integrity: 'sha512-a' },
      'node_modules/b': {},
      'node_modules/c': { integrity: 'sha512-c', resolved: 'https://mirror.example/c.tgz' },
    };
    expect(findUnverified({ packages })).toEqual(['node_modules/b', 'node_modules/c']);
  });

  it('detect an installation script that nobody approved', () => {
    const packages = {
      'node_modules/node': { hasInstallScript: true },
      'node_modules/a/node_modules/b': { hasInstallScript: true },
      'node_modules/c': {},
    };
    expect(findUnapprovedScripts({ packages }, { allowScripts: { node: true } })).toEqual(['b']);
  });
});
