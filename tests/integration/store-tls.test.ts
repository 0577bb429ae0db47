import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeAuthority, makeCertificate } from '#tests/matrix/support/make-certificate.ts';
import { reply } from '#tests/support/completion-events.ts';
import { freePort } from '#tests/support/free-port.ts';
import { hasRedisServer, type RedisServer, startRedisServer } from '#tests/support/redis-server.ts';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import { startInstance } from '#tests/support/start-instance.ts';

const PASSWORD = 'Zq8vR2mK9tB4nW8zXk4';
const KEY = 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z';

describe.skipIf(!hasRedisServer())('a Redis that speaks TLS', () => {
  let redis: RedisServer;
  let upstream: ScriptableUpstream;
  let folder: string;
  let tlsPort: number;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'starlight-tls-'));
    const write = (name: string, text: string) => {
      writeFileSync(path.join(folder, name), text);
      return path.join(folder, name);
    };
    const authority = makeAuthority();
    const { cert, key } = makeCertificate({ host: 'localhost', issuer: authority });
    tlsPort = await freePort();
    upstream = await startScriptableUpstream();
    upstream.respond(stream(reply('hi')));
    redis = await startRedisServer([
      ...['--tls-port', String(tlsPort), '--tls-auth-clients', 'no'],
      ...['--tls-cert-file', write('cert.pem', cert), '--tls-key-file', write('key.pem', key)],
      ...['--tls-ca-cert-file', write('ca.pem', authority.cert), '--requirepass', PASSWORD],
    ]);
  });
  afterAll(async () => {
    await redis.stop();
    await upstream.close();
    rmSync(folder, { recursive: true });
  });

  const start = (more: Record<string, string>) =>
    startInstance({
      OPENAI_API_KEY: KEY,
      OPENAI_BASE_URL: upstream.url,
      STARLIGHT_PUBLIC: '1',
      STARLIGHT_DAILY_TOKENS: '100000',
      REDIS_URL: `rediss://default:${PASSWORD}@localhost:${tlsPort}`,
      ...more,
    });
  const body = { messages: [{ role: 'user', content: 'hello' }] };

  it('is used if its certificate is trusted', async () => {
    const instance = await start({ NODE_EXTRA_CA_CERTS: path.join(folder, 'ca.pem') });
    await vi.waitFor(
      async () => expect((await instance.post('/api/chat', body)).status).toBe(200),
      { timeout: 10_000, interval: 200 },
    );
    await instance.kill();
    expect(instance.output()).not.toContain(PASSWORD);
  });

  it('gets no password if it is not, and chat is refused', async () => {
    const instance = await start({});
    expect((await instance.post('/api/chat', body)).status).toBe(503);
    await instance.kill();
    expect(instance.output()).toContain('"reason":"unreachable"');
    expect(instance.output()).not.toContain(PASSWORD);
    expect(upstream.requests.length).toBeLessThanOrEqual(1);
  });
});
