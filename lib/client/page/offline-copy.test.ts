import { describe, expect, it } from 'vitest';
import { updateCopy } from './offline-copy.ts';

const ORIGIN = 'https://chat.example';
const DAY_MS = 24 * 60 * 60 * 1000;

/** The part of `CacheStorage` that is used, without the network: an added file contains its own path. */
function memoryCaches() {
  const stores = new Map<string, Map<string, Response>>();
  const caches = {
    keys: async () => [...stores.keys()],
    delete: async (name: string) => stores.delete(name),
    open: async (name: string) => {
      const store = stores.get(name) ?? new Map<string, Response>();
      stores.set(name, store);
      return {
        match: async (path: string) => store.get(path)?.clone(),
        add: async (path: string) => store.set(path, new Response(path)),
        put: async (path: string, response: Response) => store.set(path, response),
      };
    },
  };
  return { stores, caches: caches as unknown as CacheStorage };
}

function surroundings(answer: () => Response, now = 0) {
  const { stores, caches } = memoryCaches();
  let fetched = 0;
  const given = {
    caches,
    origin: ORIGIN,
    now: () => now,
    loadedUrls: () => [
      `${ORIGIN}/_next/static/chunks/later.js`,
      `${ORIGIN}/api/session`,
      'https://evil.example/_next/static/chunks/x.js',
    ],
    fetch: async () => {
      fetched += 1;
      return answer();
    },
  };
  const update = (build: string, at = now) => updateCopy(build, { ...given, now: () => at });
  const kept = (build: string) => [...(stores.get(`starlight-page-${build}`)?.keys() ?? [])];
  return { update, kept, stores, fetches: () => fetched };
}

const page = (build: string, init: ResponseInit = {}) =>
  new Response(`<script src="/_next/static/chunks/first.js"></script>"${build}"`, {
    headers: { date: new Date(0).toUTCString() },
    ...init,
  });

describe('updateCopy', () => {
  it("keeps the page and its own build's files, and nothing else", async () => {
    const { update, kept } = surroundings(() => page('b1'));
    await update('b1');
    expect(kept('b1').toSorted()).toEqual([
      '/',
      '/?chat=0',
      '/_next/static/chunks/first.js',
      '/_next/static/chunks/later.js',
    ]);
  });

  it('replaces the copy of another build', async () => {
    let build = 'b1';
    const { update, stores } = surroundings(() => page(build));
    await update('b1');
    build = 'b2';
    await update('b2');
    expect([...stores.keys()]).toEqual(['starlight-page-b2']);
  });

  it.each([
    ['of another build', () => page('b2')],
    ['that failed', () => page('b1', { status: 502 })],
    ['that was redirected', () => Object.defineProperty(page('b1'), 'redirected', { value: true })],
  ])('keeps no page %s, and the earlier copy stays', async (_, later) => {
    let answer = () => page('b0');
    const { update, kept } = surroundings(() => answer());
    await update('b0');
    answer = later;
    await update('b1');
    expect(kept('b1')).not.toContain('/');
    expect(kept('b0')).toContain('/');
  });

  it('asks for both pages once a day', async () => {
    const { update, fetches } = surroundings(() => page('b1'));
    await update('b1');
    await update('b1', DAY_MS - 1);
    expect(fetches()).toBe(2);
    await update('b1', DAY_MS);
    expect(fetches()).toBe(4);
  });
});
