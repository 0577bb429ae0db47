import axios from 'axios';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as route from '#app/api/doctor/listen/route.ts';
import {
  type ListenEvent,
  MAX_ARRIVALS,
  parseListenEvent,
} from '#lib/core/doctor/arrival/arrival-report.ts';
import { type HandlerServer, serveHandlers } from '#tests/support/serve-handlers.ts';
import { startStarlight } from '#tests/support/starlight-process.ts';
import { expectNoKey, KEY } from '#tests/unit/doctor/doctor-fixture.ts';

const data = { model: 'gpt-test', messages: [{ role: 'user', content: 'Hi' }] };
const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' };
const anyStatus = { validateStatus: () => true };

let site: HandlerServer;
let rawLog: string[];
let pages: AbortController[];
beforeEach(async () => {
  site = await serveHandlers({ '/api/doctor/listen': route.POST });
  pages = [];
  start({ NODE_ENV: 'development' });
  return async () => {
    for (const page of pages) page.abort();
    await site.close();
  };
});
afterEach(() => vi.unstubAllEnvs());

function start(env: Record<string, string>): void {
  rawLog = startStarlight({ OPENAI_API_KEY: KEY, STARLIGHT_PUBLIC: '1', ...env }).rawLog;
}

function ask(more: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
  return fetch(`${site.origin}/api/doctor/listen`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: site.origin, ...more },
    body: '{}',
    signal: signal ?? null,
  });
}

function pageAt(host: string): Request {
  return new Request(`http://${host}/api/doctor/listen`, {
    method: 'POST',
    headers: { host, origin: `http://${host}`, 'content-type': 'application/json' },
    body: '{}',
  });
}

type OpenPage = { url: string; next: () => Promise<ListenEvent | null>; close: () => void };

/** A listening page: its address, and each event as it arrives; null once there are no more. */
async function openPage(): Promise<OpenPage> {
  const page = new AbortController();
  pages.push(page);
  const response = await ask({}, page.signal);
  expect(response.status).toBe(200);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffered = '';
  const next = async (): Promise<ListenEvent | null> => {
    while (!buffered.includes('\n')) {
      const read = await reader?.read();
      if (!read || read.done) return null;
      buffered += read.value;
    }
    const line = buffered.slice(0, buffered.indexOf('\n'));
    buffered = buffered.slice(line.length + 1);
    expectNoKey(line);
    return parseListenEvent(JSON.parse(line));
  };
  const first = await next();
  if (first?.type !== 'listening') throw new Error('no address');
  return { url: first.url, next, close: () => page.abort() };
}

/** Resolves once nothing listens at an address. */
async function waitUntilClosed(url: string): Promise<void> {
  await vi.waitFor(async () => {
    await expect(fetch(url)).rejects.toThrow();
  });
}

describe('the listening page', () => {
  it('gets an unguessable address on this machine, and each arrival as an event', async () => {
    const { url, next } = await openPage();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{16}\/v1$/);
    // The call from the question: axios takes the third argument as its config.
    const mistake = { ...headers, ...anyStatus } as object;
    const { status } = await axios.post(`${url}/chat/completions`, data, mistake);
    expect(status).toBe(401);
    const event = await next();
    if (event?.type !== 'arrival') throw new Error('nothing arrived');
    expect(event.arrival).toMatchObject({
      ok: false,
      client: 'axios',
      summary: 'POST /v1/chat/completions from axios',
    });
    expect(event.arrival.call).toContain('await axios.post(url, data, { headers });');
    await axios.post(`${url}/chat/completions`, data, { headers });
    expect(await next()).toMatchObject({ type: 'arrival', arrival: { ok: true, call: null } });
  });

  it('ignores requests without its token and those for another page', async () => {
    const one = await openPage();
    const other = await openPage();
    const { origin } = new URL(one.url);
    const withoutToken = await fetch(`${origin}/v1/models`, { headers });
    expect(withoutToken.status).toBe(404);
    expectNoKey(await withoutToken.text());
    await fetch(`${one.url}/models`, { headers });
    await fetch(`${other.url}/embeddings`, { headers });
    expect(await one.next()).toMatchObject({
      arrival: { summary: 'GET /v1/models from fetch in Node, Deno or Bun' },
    });
    expect(await other.next()).toMatchObject({ arrival: { ok: false } });
  });

  it('stops listening when the page closes', async () => {
    const { url, close } = await openPage();
    close();
    await waitUntilClosed(url);
  });

  it('keeps the newest addresses open, and closes the oldest', async () => {
    const first = await openPage();
    const second = await openPage();
    second.close();
    await waitUntilClosed(second.url);
    const later = [await openPage(), await openPage(), await openPage()];
    await expect(fetch(`${first.url}/models`)).resolves.toBeDefined();
    later.push(await openPage());
    await waitUntilClosed(first.url);
    expect((await first.next())?.type).toBe('arrival');
    expect(await first.next()).toBeNull();
    for (const { url } of later) await expect(fetch(`${url}/models`)).resolves.toBeDefined();
  });

  it('keeps twenty arrivals for a page that does not read, and still answers programs', async () => {
    const response = await route.POST(pageAt('localhost:3000'));
    const reader = response.body?.getReader();
    const read = async () => {
      const { value } = (await reader?.read()) ?? {};
      return parseListenEvent(JSON.parse(new TextDecoder().decode(value)));
    };
    const first = await read();
    const url = first?.type === 'listening' ? first.url : '';
    for (let sent = 0; sent < MAX_ARRIVALS + 5; sent += 1) {
      expect((await fetch(`${url}/models`, { headers })).status).toBe(200);
    }
    for (let kept = 0; kept < MAX_ARRIVALS; kept += 1) {
      expect(await read()).toMatchObject({ arrival: { ok: true } });
    }
    await fetch(`${url}/models`);
    expect(await read()).toMatchObject({ arrival: { ok: false } });
    await reader?.cancel();
    await waitUntilClosed(url);
  });

  it('does not exist in production or for another machine', async () => {
    const fromOtherMachine = await route.POST(pageAt('192.168.0.9:3000'));
    expect(fromOtherMachine.status).toBe(404);
    const { error } = await fromOtherMachine.json();
    expect(error).toMatchObject({ kind: 'invalid_request', details: { reason: 'unknown_path' } });
    start({ NODE_ENV: 'production' });
    expect((await ask()).status).toBe(404);
    start({ NODE_ENV: 'production', STARLIGHT_DEMO: '1' });
    expect((await ask()).status).toBe(404);
  });

  it('refuses another site, a plain form and another method', async () => {
    expect((await ask({ origin: 'http://evil.example' })).status).toBe(403);
    expect((await ask({ 'content-type': 'text/plain' })).status).toBe(415);
    const get = await route.GET(new Request(`${site.origin}/api/doctor/listen`));
    expect(get.status).toBe(405);
  });

  it('logs neither the key nor its address', async () => {
    const { url, next } = await openPage();
    await fetch(`${url}/chat/completions?api_key=${KEY}`, { method: 'POST', headers, body: KEY });
    await next();
    expect(rawLog.join('')).toContain('/api/doctor/listen');
    expectNoKey(rawLog.join(''));
    expect(rawLog.join('')).not.toContain(new URL(url).pathname.split('/')[1]);
  });
});
