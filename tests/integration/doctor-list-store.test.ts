import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasRedisServer, type RedisServer, startRedisServer } from '#tests/support/redis-server.ts';
import { checkOf, examine } from '#tests/unit/doctor/doctor-fixture.ts';
import { expectRow, type Row, upstream, withKey } from '#tests/unit/doctor/expect-row.ts';

const PASSWORD = 'Zq8vR2mK9tB4nW8zXk4';

describe('the check of the store', () => {
  it.each<Row>([
    {
      name: 'none',
      check: 'store',
      env: withKey(),
      status: 'pass',
      title: /^Limits are counted in memory, by each process on its own$/,
    },
    {
      name: 'none, on a host with several instances',
      check: 'store',
      env: withKey({ VERCEL: '1' }),
      status: 'warn',
      title: /^There is no store, and this host runs several instances, so limits don't hold$/,
      detail: /N instances allow N times as much/,
      fix: /set REDIS_URL/,
    },
    {
      name: 'an address of a REST API',
      check: 'store',
      env: withKey({ REDIS_URL: 'https://eu1.upstash.example' }),
      status: 'fail',
      title: /^REDIS_URL isn't the address of a Redis server$/,
      fix: /rediss:\/\//,
    },
    {
      name: 'nothing at its address',
      check: 'store',
      env: withKey({ REDIS_URL: `redis://:${PASSWORD}@127.0.0.1:1` }),
      status: 'fail',
      title: /^Redis can't be reached$/,
      detail: /^At 127\.0\.0\.1:1\./,
    },
  ])('finds $name', expectRow);
});

describe.skipIf(!hasRedisServer())('the check of a Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedisServer(['--requirepass', PASSWORD]);
  });
  afterAll(() => redis.stop());

  const onRedis = (command: string) => redis.send(`AUTH ${PASSWORD}\r\n${command}`);
  const check = async (password = PASSWORD) => {
    const REDIS_URL = `redis://:${password}@127.0.0.1:${redis.port}`;
    const report = await examine({ env: withKey({ REDIS_URL }), upstream });
    expect(JSON.stringify(report)).not.toContain(password.slice(0, 8));
    return checkOf(report, 'store');
  };

  it('says that it works, and how fast', async () => {
    expect(await check()).toMatchObject({
      status: 'pass',
      title: expect.stringMatching(
        /^Redis at 127\.0\.0\.1:\d+ counts for all instances, and answers in \d+ ms$/,
      ),
      detail: expect.stringContaining('append-only'),
    });
  });

  it('finds a wrong password, and shows neither', async () => {
    expect(await check('another-password-7')).toMatchObject({
      status: 'fail',
      title: 'Redis refuses the name or password in REDIS_URL',
    });
  });

  it('finds that it drops data when it is full', async () => {
    await onRedis('CONFIG SET maxmemory-policy allkeys-lru');
    expect(await check()).toMatchObject({
      status: 'warn',
      title: expect.stringContaining('drops data'),
      fix: 'redis-cli CONFIG SET maxmemory-policy noeviction',
    });
    await onRedis('CONFIG SET maxmemory-policy noeviction');
  });

  it('finds that it is full, and that it is a replica', async () => {
    await onRedis('CONFIG SET maxmemory 1');
    expect(await check()).toMatchObject({ status: 'fail', title: 'Redis is out of memory' });
    await onRedis('CONFIG SET maxmemory 0');
    await onRedis('REPLICAOF 127.0.0.1 1');
    expect(await check()).toMatchObject({ status: 'fail', title: 'Redis refuses to write' });
    await onRedis('REPLICAOF NO ONE');
  });
});
