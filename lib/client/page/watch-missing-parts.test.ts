import { expect, it } from 'vitest';
import { watchMissingParts } from './watch-missing-parts.ts';

const CHUNK = 'https://chat.example/_next/static/chunks/0a1b.js';

/** Counts the reports when an element with these attributes fails to load. */
async function failing(attributes: object, { reachable = true, stopped = false } = {}) {
  const page = new EventTarget();
  let missing = 0;
  const stop = watchMissingParts(() => (missing += 1), {
    page,
    isServerReachable: async () => reachable,
  });
  if (stopped) stop();
  const event = new Event('error');
  Object.defineProperty(event, 'target', { value: attributes });
  page.dispatchEvent(event);
  await Promise.resolve();
  await Promise.resolve();
  return missing;
}

it('reports a script or stylesheet that the server no longer has', async () => {
  expect(await failing({ src: CHUNK })).toBe(1);
  expect(await failing({ href: CHUNK.replace('.js', '.css') })).toBe(1);
});

it('reports nothing when the server is unreachable', async () => {
  expect(await failing({ src: CHUNK }, { reachable: false })).toBe(0);
});

it('ignores images, script errors, and everything once stopped', async () => {
  expect(await failing({ src: 'https://chat.example/picture.png' })).toBe(0);
  expect(await failing({ href: {} })).toBe(0);
  expect(await failing(globalThis)).toBe(0);
  expect(await failing({ src: CHUNK }, { stopped: true })).toBe(0);
});
