import { beforeEach, describe, expect, it, vi } from 'vitest';
import { POST as signIn } from '#app/api/session/route.ts';
import {
  pageRequest,
  type StarlightProcess,
  startStarlight,
} from '#tests/support/starlight-process.ts';

const CODE = 'kD8vQ2mX7pLw4RtZ';
let site: StarlightProcess;

function start(env: Record<string, string> = {}): void {
  site = startStarlight({ STARLIGHT_ACCESS_CODE: CODE, ...env });
}

beforeEach(() => {
  start();
  return () => vi.unstubAllEnvs();
});

const enter = (headers: Record<string, string>) =>
  signIn(pageRequest('/api/session', { code: CODE }, { headers }));
const hints = () =>
  site.rawLog
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ event }) => event === 'hint');

describe('behind a proxy that rewrites Host', () => {
  const page = { host: '10.0.0.7:3000', origin: 'https://chat.example' };

  it('a page signs in if its browser says that they are of one origin', async () => {
    expect((await enter(page)).status).toBe(204);
    expect(hints()).toEqual([]);
  });

  it('a page whose browser says nothing is refused, and the log names the setting once', async () => {
    for (let times = 0; times < 3; times += 1) {
      const response = await enter({ ...page, 'sec-fetch-site': '' });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({
        error: { kind: 'origin_rejected', details: { reason: 'host_rewritten' } },
      });
    }
    expect(hints()).toMatchObject([{ variable: 'STARLIGHT_ORIGIN', reason: 'host_rewritten' }]);
    // Nothing that a stranger sent.
    expect(site.rawLog.join('')).not.toMatch(/10\.0\.0\.7|"[^"]*https:\/\/chat\.example"/);
  });

  it('a page at another address than STARLIGHT_ORIGIN is refused, and the log names it', async () => {
    start({ STARLIGHT_ORIGIN: 'https://other.example' });
    expect((await enter(page)).status).toBe(403);
    expect(hints()).toMatchObject([{ variable: 'STARLIGHT_ORIGIN', reason: 'other_origin' }]);
  });

  it('another site is refused without a hint, since nothing is to be set', async () => {
    expect((await enter({ ...page, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(hints()).toEqual([]);
  });
});
