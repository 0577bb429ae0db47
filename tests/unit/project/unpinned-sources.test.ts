import { describe, expect, it } from 'vitest';
import { listFiles, readSource } from './source-files.ts';
import { findUnpinnedActions, findUnpinnedImages } from './unpinned-sources.ts';

const SHA = 'd23441a48e516b6c34aea4fa41551a30e30af803';
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('CI and the image', () => {
  it('pin actions by commit, with the release next to it', () => {
    const workflows = listFiles('.github').filter((file) => /workflows\/.*\.ya?ml$/.test(file));
    expect(workflows).not.toEqual([]);
    for (const file of workflows) expect(findUnpinnedActions(readSource(file).text)).toEqual([]);
  });

  it('pin base images by digest', () => {
    expect(findUnpinnedImages(readSource('Dockerfile').text)).toEqual([]);
  });

  it('have Dependabot update every kind of external code', () => {
    const { text } = readSource('.github/dependabot.yml');
    const kinds = [...text.matchAll(/package-ecosystem: (\S+)/g)].map(([, kind]) => kind);
    expect(kinds.sort()).toEqual(['docker', 'github-actions', 'npm']);
  });

  it('have npm audit check shipped packages and tools', () => {
    const { text } = readSource('.github/workflows/ci.yml');
    const audits = text.match(/- run: npm audit.*/g);
    expect(audits).toEqual(['- run: npm audit --omit=dev', '- run: npm audit --audit-level=high']);
  });
});

describe('the search for unpinned code', () => {
  it.each([
    ['- uses: actions/checkout@v6', 1],
    ['- uses: actions/checkout@main', 1],
    [`- uses: actions/checkout@${SHA}`, 1],
    [`- uses: actions/checkout@${SHA} # v6`, 1],
    [`- uses: actions/checkout@${SHA.slice(0, 12)} # v6.1.0`, 1],
    ['  uses: owner/repo/.github/workflows/x.yml@v1', 1],
    ['- uses: docker://node:24', 1],
    ['  container: node:24', 1],
    ['  image: postgres:16', 1],
    [`- uses: actions/checkout@${SHA} # v6.1.0`, 0],
    [`  uses: owner/repo/.github/workflows/x.yml@${SHA} # v1.2.3`, 0],
    [`- uses: docker://node:24@${DIGEST}`, 0],
    ['- uses: ./.github/actions/own', 0],
    ['- run: npm ci', 0],
  ])('checks the workflow line %j', (line, found) => {
    expect(findUnpinnedActions(line)).toHaveLength(found);
  });

  it.each([
    ['FROM node:24-bookworm-slim', ['node:24-bookworm-slim']],
    ['from node', ['node']],
    [`FROM node@${DIGEST}`, [`node@${DIGEST}`]],
    ['FROM --platform=$BUILDPLATFORM node:24 AS build', ['node:24']],
    ['FROM $IMAGE', ['$IMAGE']],
    ['# syntax=docker/dockerfile:1', ['docker/dockerfile:1']],
    ['COPY --from=nginx:latest /etc/nginx /etc', ['nginx:latest']],
    ['RUN --mount=type=bind,from=busybox,target=/x ls', ['busybox']],
    [
      `FROM node:24@${DIGEST} AS build\nFROM build AS more\nCOPY --from=more / /\nCOPY --from=0 / /`,
      [],
    ],
  ])('checks the Dockerfile %j', (text, found) => {
    expect(findUnpinnedImages(text)).toEqual(found);
  });
});
