import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBuildFresh } from '../../../scripts/build-is-fresh.mjs';

const BUILT_AT = 1_700_000_000;

describe('a build', () => {
  let folder = '';

  const write = (file: string, seconds: number) => {
    const full = path.join(folder, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, '');
    utimesSync(full, seconds, seconds);
  };
  const touchFolder = (name: string, seconds: number) =>
    utimesSync(path.join(folder, name), seconds, seconds);

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'starlight-build-'));
    write('.next/BUILD_ID', BUILT_AT);
    write('.next/export-marker.json', BUILT_AT + 1);
    write('app/chat/page.tsx', BUILT_AT - 60);
    write('package.json', BUILT_AT - 60);
    touchFolder('app/chat', BUILT_AT - 60);
    touchFolder('app', BUILT_AT - 60);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is fresh when it is newer than everything it was built from', () => {
    expect(isBuildFresh(folder)).toBe(true);
  });

  it('is stale when a module deep in a folder changed', () => {
    write('app/chat/page.tsx', BUILT_AT + 60);
    touchFolder('app/chat', BUILT_AT - 60);
    expect(isBuildFresh(folder)).toBe(false);
  });

  it('is stale when a file was deleted', () => {
    touchFolder('app/chat', BUILT_AT + 60);
    expect(isBuildFresh(folder)).toBe(false);
  });

  it('is stale when the dependencies changed', () => {
    write('package.json', BUILT_AT + 60);
    expect(isBuildFresh(folder)).toBe(false);
  });

  it('does not count when it was interrupted', () => {
    rmSync(path.join(folder, '.next/export-marker.json'));
    expect(isBuildFresh(folder)).toBe(false);
  });

  it('does not count when it is missing', () => {
    rmSync(path.join(folder, '.next'), { recursive: true });
    expect(isBuildFresh(folder)).toBe(false);
  });
});
