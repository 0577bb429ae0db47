import { existsSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { currentConfig } from '#lib/server/config/read-config.ts';
import { storeFor } from '#lib/server/store/store-for-config.ts';
import { ask, errorOf, prepareBudgetSite } from '#tests/support/budget-site.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import { type Instance, startInstance } from '#tests/support/start-instance.ts';
import { checkOf, examine } from '#tests/unit/doctor/doctor-fixture.ts';
import { upstream, withKey } from '#tests/unit/doctor/expect-row.ts';

const site = prepareBudgetSite();
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'starlight-state-'));
  file = path.join(folder, 'state.db');
  start();
});
afterEach(async () => {
  await storeFor(currentConfig()).close();
  rmSync(folder, { recursive: true });
});

function start(more: Record<string, string> = {}): void {
  site.start({ STARLIGHT_STATE_FILE: file, STARLIGHT_DAILY_TOKENS: '1000', ...more });
}

const readDay = () => storeFor(currentConfig()).readDay('visitors');

async function restart(more: Record<string, string> = {}): Promise<void> {
  await storeFor(currentConfig()).close();
  start(more);
}

describe('the file beside a server', () => {
  it('remembers across a restart what was spent', async () => {
    await readChatResponse(await ask());
    await restart();
    expect(await readDay()).toMatchObject({ settled: { tokens: 10 }, inFlight: { tokens: 0 } });
    await restart({ STARLIGHT_DAILY_TOKENS: '50' });
    expect((await ask()).status).toBe(429);
  });

  it('is readable by its owner only', async () => {
    await readChatResponse(await ask());
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('counts a reply in progress of a server that was killed at its worst case', async () => {
    const env = {
      OPENAI_API_KEY: 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z',
      OPENAI_BASE_URL: site.upstream.url,
      STARLIGHT_PUBLIC: '1',
      STARLIGHT_STATE_FILE: file,
      STARLIGHT_DAILY_TOKENS: '1000',
      STARLIGHT_TOTAL_TIMEOUT_MS: '1000',
    };
    const instance: Instance = await startInstance(env);
    site.upstream.respond(() => undefined);
    const arrived = site.upstream.nextRequest();
    const left = instance
      .post('/api/chat', { messages: [{ role: 'user', content: 'hi' }], maxOutputTokens: 100 })
      .catch(() => null);
    await arrived;
    await instance.kill();
    await left;
    const { inFlight } = await readDay();
    expect(inFlight.tokens).toBeGreaterThan(100);
    await vi.waitFor(
      async () =>
        expect(await readDay()).toMatchObject({ settled: inFlight, inFlight: { tokens: 0 } }),
      { timeout: 10_000, interval: 200 },
    );
  });

  it.each([
    ['removed', 'emptied', () => rmSync(file)],
    [
      'replaced',
      'emptied',
      () => {
        writeFileSync(`${file}-copy`, 'something else');
        renameSync(`${file}-copy`, file);
      },
    ],
  ])('refuses what costs money once it was %s', async (_, reason, act) => {
    await readChatResponse(await ask());
    act();
    const sent = site.upstream.requests.length;
    const response = await ask();
    expect(response.status).toBe(503);
    expect(await errorOf(response)).toMatchObject({ kind: 'store_unavailable' });
    expect(site.upstream.requests).toHaveLength(sent);
    expect(site.starlight.requestLines().at(-1)).toMatchObject({ reason });
  });

  it.each([
    [
      'in a folder that does not exist',
      () => path.join(folder, 'none', 'state.db'),
      /can't be opened/,
    ],
    ['a folder', () => folder, /can't be opened/],
    [
      'another file',
      () => path.join(import.meta.dirname, 'store-file.test.ts'),
      /damaged or something else/,
    ],
  ])('refuses what costs money if it is %s, and the doctor says so', async (_, chosen, title) => {
    start({ STARLIGHT_STATE_FILE: chosen() });
    expect((await ask()).status).toBe(503);
    expect(site.upstream.requests).toHaveLength(0);
    const report = await examine({ env: withKey({ STARLIGHT_STATE_FILE: chosen() }), upstream });
    expect(checkOf(report, 'store')).toMatchObject({
      status: 'fail',
      title: expect.stringMatching(title),
      fix: expect.stringMatching(/\S/),
    });
  });

  it('passes the check of the doctor', async () => {
    const report = await examine({ env: withKey({ STARLIGHT_STATE_FILE: file }), upstream });
    expect(checkOf(report, 'store')).toMatchObject({ status: 'pass' });
    expect(existsSync(file)).toBe(true);
  });
});
