import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { apiRoute } from '#lib/server/http/api-route.ts';
import { passSharedOn } from '#lib/server/share/pass-shared-on.ts';
import { exchangeRaw, rawRequest, writeRaw } from '#tests/support/raw-http.ts';
import { type HandlerServer, serveHandlers } from '#tests/support/serve-handlers.ts';
import { type StarlightProcess, startStarlight } from '#tests/support/starlight-process.ts';

let server: HandlerServer;
let starlight: StarlightProcess;

beforeAll(async () => {
  server = await serveHandlers({
    '/share-target': apiRoute('/share-target', (context) =>
      passSharedOn(context, { bodyTimeoutMs: 300 }),
    ),
  });
});
afterAll(() => server.close());
beforeEach(() => {
  starlight = startStarlight({ NODE_ENV: 'production', STARLIGHT_DEMO: '1' });
});
afterEach(() => vi.unstubAllEnvs());

async function share(text: string, ...files: File[]): Promise<string | null> {
  const form = new FormData();
  form.set('text', text);
  for (const file of files) form.append('files', file);
  const response = await fetch(`${server.origin}/share-target`, {
    ...{ method: 'POST', body: form, redirect: 'manual' },
  });
  expect(response.status).toBe(303);
  expect(response.headers.get('cache-control')).toContain('no-store');
  return response.headers.get('location');
}

it('opens the page with a short text, and says that files did not arrive', async () => {
  expect(await share('Why 429?')).toBe('/?ask=Why+429%3F');
  expect(await share('Look', new File(['a'.repeat(3_000_000)], 'a.md'))).toBe(
    '/?ask=Look&unshared=files',
  );
  expect(await share('', new File(['a'], 'a.md'))).toBe('/?unshared=files');
  expect(await share('')).toBe('/');
  expect(starlight.rawLog.join('')).not.toMatch(/429|Look|a\.md/);
});

it('says that a long text did not arrive', async () => {
  expect(await share('東'.repeat(1000))).toBe('/?unshared=text');
  expect(await share('x'.repeat(10_000_000))).toBe('/?unshared=text');
});

it('leads nowhere else, whatever is shared', async () => {
  for (const text of ['//evil.example', '\r\nlocation: https://evil.example', '&shared=1#']) {
    const location = new URL((await share(text)) ?? '', server.origin);
    expect([location.origin, location.pathname]).toEqual([server.origin, '/']);
    expect([...location.searchParams.keys()]).toEqual(['ask']);
  }
});

it('answers a body that is no form, and one that never ends', async () => {
  const port = Number(new URL(server.origin).port);
  const headers = { host: `127.0.0.1:${port}`, 'content-type': 'text/plain' };
  const response = await fetch(`${server.origin}/share-target`, {
    ...{ method: 'POST', body: '{"a":1}', redirect: 'manual' },
  });
  expect(response.headers.get('location')).toBe('/');
  const endless = rawRequest('POST /share-target HTTP/1.1', { ...headers, 'content-length': '9' });
  const { status, ms } = await exchangeRaw(port, (socket) => writeRaw(socket, `${endless}--x`));
  expect(status).toBe(303);
  expect(ms).toBeLessThan(5000);
});
