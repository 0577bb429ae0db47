import { describe, expect, it } from 'vitest';
import {
  findBelowFloor,
  findHoles,
  findUnapprovedScripts,
  findUnpinned,
  findUnverified,
  type LockFile,
  type Manifest,
} from './lock-file.ts';
import { readSource } from './source-files.ts';

// Both are npm's own files; what the rules read of them is checked by the rules' reading it.
const lock = JSON.parse(readSource('package-lock.json').text) as LockFile;
const manifest = JSON.parse(readSource('package.json').text) as Manifest;

describe('dependencies', () => {
  it('are locked for every platform', () => {
    expect(findHoles(lock)).toEqual([]);
  });

  it('are pinned to exact versions', () => {
    expect(findUnpinned(manifest)).toEqual([]);
  });

  it('are not older than the releases that closed known holes', () => {
    expect(findBelowFloor(lock)).toEqual([]);
  });

  it('come from npm alone, with their checksums', () => {
    expect(findUnverified(lock)).toEqual([]);
  });

  it('run no script on installation that was not approved', () => {
    expect(findUnapprovedScripts(lock, manifest)).toEqual([]);
  });

  it('are what the lock file was made from', () => {
    expect(lock.packages['']?.dependencies).toEqual(manifest.dependencies);
    expect(lock.packages['']?.devDependencies).toEqual(manifest.devDependencies);
  });
});

describe('the rules for dependencies', () => {
  it('see an optional dependency that is missing from the lock file', () => {
    const packages = {
      '': {},
      'node_modules/next': { optionalDependencies: { '@next/swc-darwin-arm64': '16.4.6' } },
    };
    expect(findHoles({ packages })).toEqual([
      '@next/swc-darwin-arm64, wanted by node_modules/next',
    ]);
  });

  it('see one in place beside the package that wants it, or above it', () => {
    const optionalDependencies = { b: '1.0.0' };
    const nested = 'node_modules/@scope/outer/node_modules/a';
    for (const place of [
      `${nested}/node_modules/b`,
      'node_modules/@scope/outer/node_modules/b',
      'node_modules/b',
    ]) {
      expect(findHoles({ packages: { [nested]: { optionalDependencies }, [place]: {} } })).toEqual(
        [],
      );
    }
    const elsewhere = 'node_modules/other/node_modules/b';
    expect(
      findHoles({ packages: { [nested]: { optionalDependencies }, [elsewhere]: {} } }),
    ).toHaveLength(1);
  });

  it.each(['^1.2.3', '~1.2.3', '1.x', '*', 'latest', '>=1.0.0', '1.2.3-rc.1', 'file:../a'])(
    'refuse %s as a version',
    (version) => {
      expect(findUnpinned({ devDependencies: { a: version } })).toEqual([`a@${version}`]);
    },
  );

  it.each([
    ['16.4.4', 1],
    ['16.3.9', 1],
    ['15.9.9', 1],
    ['16.4.5', 0],
    ['16.4.12', 0],
    ['17.0.0', 0],
    ['16.4.5-canary.1', 1],
  ])('find %s of next below the floor %i times', (version, times) => {
    const packages = {
      'node_modules/next': { version },
      'node_modules/react': { version: '19.3.1' },
      'node_modules/react-dom': { version: '19.3.1' },
    };
    expect(findBelowFloor({ packages })).toHaveLength(times);
  });

  it('see a package without a checksum, or from elsewhere', () => {
    const packages = {
      '': {},
      'node_modules/a': { integrity: 'sha512-a' },
      'node_modules/b': {},
      'node_modules/c': { integrity: 'sha512-c', resolved: 'https://mirror.example/c.tgz' },
    };
    expect(findUnverified({ packages })).toEqual(['node_modules/b', 'node_modules/c']);
  });

  it('see an installation script that nobody approved', () => {
    const packages = {
      'node_modules/node': { hasInstallScript: true },
      'node_modules/a/node_modules/b': { hasInstallScript: true },
      'node_modules/c': {},
    };
    expect(findUnapprovedScripts({ packages }, { allowScripts: { node: true } })).toEqual(['b']);
  });

  it('find a package that is not there at all below the floor', () => {
    expect(findBelowFloor({ packages: {} })).toHaveLength(3);
  });
});
