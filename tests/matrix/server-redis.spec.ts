import { expect } from '@playwright/test';
import { reply } from '../support/completion-events.ts';
import { hasRedisServer, type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { row, test } from './fault-row.ts';
import type { Stage } from './support/stage.ts';

const isInstalled = hasRedisServer();
let redis: RedisServer;

test.beforeAll(async () => {
  if (isInstalled) redis = await startRedisServer();
});
test.afterEach(({ site }) => site.restart());
test.afterAll(async () => {
  if (isInstalled) await redis.stop();
});

const REFUSED_WITHIN_MS = 1000;

for (const { id, words, breakStore, mendStore } of [
  {
    id: 'S4a',
    words: 'down',
    breakStore: () => redis.stop(),
    mendStore: async () => {
      redis = await startRedisServer([], redis.port);
    },
  },
  {
    id: 'S4c',
    words: 'slow',
    breakStore: () => redis.child.kill('SIGSTOP'),
    mendStore: () => redis.child.kill('SIGCONT'),
  },
  {
    id: 'S4d',
    words: 'emptied',
    breakStore: () => redis.send('FLUSHALL'),
    mendStore: () => undefined,
  },
]) {
  row(
    {
      id,
      title: `requests that cost money are refused within a second when Redis is ${words}`,
      inject: `Redis is ${words}`,
      expect: '503 `store_unavailable`, for as long as it lasts; nothing is sent',
      figure: '< 1 s; 0 upstream requests',
      // Another load on the machine would be measured, too.
      alone: true,
    },
    async (stage) => {
      if (!isInstalled) return stage.info.skip(true, 'redis-server is not installed');
      const { site } = stage;
      const env = { REDIS_URL: redis.url, STARLIGHT_DAILY_TOKENS: '10000000' };
      await site.restart({ env });
      await storeIsOpen(stage);
      await stage.askAndRead('All well?', stream(reply('All well.')), 'All well.');
      await breakStore();
      const before = site.upstream.requests.length;
      for (let at = 0; at < 3; at++) {
        const startedAt = performance.now();
        expect((await stage.post('Hello?')).error).toMatchObject({
          kind: 'store_unavailable',
          status: 503,
        });
        stage.figure('refused after', performance.now() - startedAt, 'ms', REFUSED_WITHIN_MS);
      }
      await stage.ask('And now?');
      await stage.failsWith({ kind: 'store_unavailable', status: 503 });
      stage.figure('upstream requests', site.upstream.requests.length - before, '', 0);
      await mendStore();
      await storeIsOpen(stage);
    },
  );
}

/** An empty store opens after a while, and one that was mended a moment later. */
async function storeIsOpen(stage: Stage): Promise<void> {
  stage.site.upstream.respond(stream(reply('All is well.')));
  await expect.poll(async () => (await stage.post('Hello?')).status, { timeout: 15_000 }).toBe(200);
}

row(
  {
    id: 'S4b',
    title: 'two hours of mixed faults leave memory, descriptors and timers flat',
    inject: '2 h of 50 streams per second with a mix of faults',
    expect: 'RSS slope < 1 MB in 10 minutes; descriptors, timers and listeners flat',
    figure: '< 1 MB / 10 min',
    waitsFor: 'a run of hours',
  },
  async () => {},
);
