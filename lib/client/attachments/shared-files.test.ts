import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { takeSharedFiles, unsharedNotices } from './shared-files.ts';

const ORIGIN = 'https://chat.example';

/** The caches of a browser, as far as they are used here. */
function memoryCaches() {
  const caches = new Map<string, Map<string, Response>>();
  return {
    async open(name: string) {
      const cache = caches.get(name) ?? new Map<string, Response>();
      caches.set(name, cache);
      return {
        keys: async () => [...cache.keys()],
        match: async (key: string) => cache.get(key),
        put: async (key: string, response: Response) => void cache.set(key, response),
      };
    },
    delete: async (name: string) => caches.delete(name),
  };
}

/** What the service worker answers to a form that is sent to the share target. */
async function share(form: FormData, caches: object): Promise<string> {
  let answer: Promise<Response> | undefined;
  const listeners = new Map<string, (event: object) => void>();
  const self = {
    location: { origin: ORIGIN },
    addEventListener: (type: string, listener: (event: object) => void) =>
      listeners.set(type, listener),
  };
  const code = readFileSync('public/sw.js', 'utf8');
  runInNewContext(code, { self, caches, URL, URLSearchParams, Response, Blob });
  listeners.get('fetch')?.({
    request: new Request(`${ORIGIN}/share-target`, { method: 'POST', body: form }),
    respondWith: (response: Promise<Response>) => {
      answer = response;
    },
  });
  const response = await answer;
  expect(response?.status).toBe(303);
  return response?.headers.get('location') ?? '';
}

function formOf(fields: Record<string, string>, ...files: File[]): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const file of files) form.append('files', file);
  return form;
}

const taken = async (address: string, caches: object) =>
  // Only what is used of it.
  takeSharedFiles(new URL(address).search, caches as CacheStorage);

it('passes shared text on to the field', async () => {
  const form = formOf({ title: 'A & B', text: 'Why?\n東京', url: 'https://a.example/?q=1' });
  const address = new URL(await share(form, memoryCaches()));
  expect(address.origin + address.pathname).toBe(`${ORIGIN}/`);
  expect([...address.searchParams]).toEqual([['ask', 'A & B\nWhy?\n東京\nhttps://a.example/?q=1']]);
});

it('keeps shared files, with their names and types, for the page that it opens, once', async () => {
  const caches = memoryCaches();
  const files = [
    new File(['\x00\xff'], 'Bild „1“.png', { type: 'image/png' }),
    new File(['# A'], 'a%20b.md', { type: 'text/markdown' }),
  ];
  const address = await share(formOf({ text: 'Look' }, ...files), caches);
  expect(address).toBe(`${ORIGIN}/?ask=Look&shared=1`);
  expect(await taken(`${ORIGIN}/?ask=Look`, caches)).toEqual([]);
  const found = await taken(address, caches);
  expect(found.map(({ name, type }) => [name, type])).toEqual([
    ['Bild „1“.png', 'image/png'],
    ['a%20b.md', 'text/markdown'],
  ]);
  expect(await Promise.all(found.map((file) => file.text()))).toEqual(['\x00\xff', '# A']);
  expect(await taken(address, caches)).toEqual([]);
});

it('takes ten files at most, which is said, none that is empty, and none of an earlier time', async () => {
  const caches = memoryCaches();
  await share(formOf({}, new File(['old'], 'old.md')), caches);
  const many = Array.from({ length: 50 }, (_, at) => new File(at ? ['x'] : [], `${at}.md`));
  const address = await share(formOf({}, ...many), caches);
  const found = await taken(address, caches);
  expect(found.map(({ name }) => name)).toEqual(
    Array.from({ length: 10 }, (_, at) => `${at + 1}.md`),
  );
  expect(unsharedNotices(new URL(address).search)).toEqual([
    expect.stringMatching(/first 10 shared files/),
  ]);
  const ten = await share(formOf({}, ...many.slice(0, 11)), caches);
  expect(unsharedNotices(new URL(ten).search)).toEqual([]);
});

it('passes a text that is too long for an address on as a file', async () => {
  const caches = memoryCaches();
  const text = 'x\r\n東'.repeat(2000);
  const address = await share(formOf({ text }, new File(['a'], 'a.md')), caches);
  expect(address).toBe(`${ORIGIN}/?shared=1`);
  const [file, other] = await taken(address, caches);
  expect([file?.name, other?.name]).toEqual(['Shared text.txt', 'a.md']);
  expect(await file?.text()).toBe(text.replaceAll('\r\n', '\n'));
});

it('keeps none of the files where the browser cannot keep all, and says so', async () => {
  const working = memoryCaches();
  let puts = 0;
  const full = {
    ...working,
    async open(name: string) {
      const cache = await working.open(name);
      const put = async (...args: Parameters<typeof cache.put>) => {
        puts += 1;
        if (puts > 1) throw new DOMException('full', 'QuotaExceededError');
        await cache.put(...args);
      };
      return { ...cache, put };
    },
  };
  const files = [new File(['a'], 'a.md'), new File(['b'], 'b.md')];
  const address = await share(formOf({ text: 'Look' }, ...files), full);
  expect(address).toBe(`${ORIGIN}/?ask=Look&unshared=files`);
  expect(unsharedNotices(new URL(address).search)).toEqual([
    expect.stringMatching(/files couldn't be kept/),
  ]);
  expect(await taken(`${ORIGIN}/?shared=1`, working)).toEqual([]);
  const long = await share(formOf({ text: 'x'.repeat(5000) }), full);
  expect(unsharedNotices(new URL(long).search)).toEqual([
    expect.stringMatching(/text was too long/),
  ]);
});

it('has nothing to say about an address that someone made up', () => {
  expect(unsharedNotices('?unshared=__proto__&unshared=x&ask=unshared')).toEqual([]);
});
