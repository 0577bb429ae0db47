import { describe, expect, it } from 'vitest';
import {
  findLockMismatches,
  findMissingOptional,
  findUnpinned,
  findUnverified,
  type LockFile,
  type Manifest,
} from './lock-file.ts';
import { readSource } from './source-files.ts';

// npm's own files.
const manifest = JSON.parse(readSource('package.json').text) as Manifest;
const bench = JSON.parse(readSource('bench/package.json').text) as Manifest;
const lock = JSON.parse(readSource('bench/package-lock.json').text) as LockFile;

describe('what Starlight is measured against', () => {
  it('runs on the same Next, React and undici', () => {
    const own = { ...manifest.dependencies };
    for (const name of ['next', 'react', 'react-dom', 'undici', 'openai']) {
      expect({ [name]: bench.devDependencies?.[name] }).toEqual({ [name]: own[name] });
    }
  });

  it('is pinned and locked, for every platform', () => {
    expect(findUnpinned(bench)).toEqual([]);
    expect(findLockMismatches(lock, bench)).toEqual([]);
    expect(findMissingOptional(lock)).toEqual([]);
    expect(findUnverified(lock)).toEqual([]);
  });

  it('is not a dependency of the project', () => {
    expect(Object.keys(bench)).not.toContain('dependencies');
  });
});
