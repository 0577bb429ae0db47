import { once } from 'node:events';
import { createServer, type Server, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { guardDevelopmentServer } from '#lib/server/http/development/guard-development-server.ts';
import { exchangeRaw } from '#tests/support/raw-http.ts';
import { type StarlightProcess, startStarlight } from '#tests/support/starlight-process.ts';

const HERE = 'localhost:3000';
const TARGETS = ['/', '/api/chat', '/__nextjs_source-map?filename=x', '/_next/static/a.js'];

let server: Server;
let starlight: StarlightProcess;
let served: string[];
const port = () => (server.address() as AddressInfo).port;

beforeEach(async () => {
  start({});
  served = [];
  server = createServer((request, response) => {
    served.push(`${request.method} ${request.url}`);
    response.end('served');
  });
  server.on('upgrade', ({ url }, socket) => {
    served.push(`UPGRADE ${url}`);
    socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
  });
  guardDevelopmentServer(server);
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  vi.unstubAllEnvs();
});

function start(env: Record<string, string>): void {
  starlight = startStarlight({ NODE_ENV: 'development', STARLIGHT_DEMO: '1', ...env });
}

const ask = (target: string, headers: string, options = {}) =>
  exchangeRaw(port(), `GET ${target} HTTP/1.1\r\n${headers}\r\n`, options);

/** The status of a request over another address of this machine. */
async function statusFrom(address: string, host: string, more = {}): Promise<number | undefined> {
  const request = sendRequest({ host: address, port: port(), headers: { host, ...more } });
  request.end();
  const [response] = await once(request, 'response');
  response.resume();
  return response.statusCode;
}

const otherAddress = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

describe('the development server', () => {
  it('serves the developer', async () => {
    for (const target of TARGETS) {
      expect((await ask(target, `Host: ${HERE}\r\n`)).body).toBe('served');
    }
    expect(served).toHaveLength(TARGETS.length);
  });

  it.each([
    'Host: evil.example:3000\r\n',
    'Host: evil.example:3000\r\nOrigin: http://evil.example:3000\r\nSec-Fetch-Site: same-origin\r\n',
    'Host: 192.168.1.5:3000\r\n',
    'Host: localhost:3000\r\nHost: evil.example\r\n',
    'Host: localhost:3000\r\nX-Forwarded-For: 203.0.113.9\r\n',
    'Host: localhost:3000\r\nX-Forwarded-Host: abc.tunnel.example\r\n',
    'Host: localhost:3000\r\nForwarded: for=203.0.113.9\r\n',
    'Host: a b\r\n',
    'Host:\r\n',
  ])('refuses %j at every address', async (headers) => {
    for (const target of TARGETS) {
      const refused = await ask(target, headers, { closeWithinMs: 1000 });
      expect(refused).toMatchObject({ status: 403, closed: true });
      expect(JSON.parse(refused.body).error).toMatchObject({
        kind: 'origin_rejected',
        details: { field: 'host', reason: 'not_this_machine' },
      });
    }
    expect(served).toEqual([]);
    expect(starlight.rawLog.join('')).toContain('STARLIGHT_ORIGIN');
    expect(starlight.rawLog.join('')).not.toMatch(/evil|tunnel|192\.168/);
  });

  it("refuses a stranger's WebSocket and accepts the developer's", async () => {
    const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\n';
    const refused = await ask('/_next/webpack-hmr', `Host: evil.example\r\n${upgrade}`);
    expect(refused).toMatchObject({ status: null, closed: true });
    expect(served).toEqual([]);
    await ask('/_next/webpack-hmr', `Host: ${HERE}\r\n${upgrade}`);
    expect(served).toEqual(['UPGRADE /_next/webpack-hmr']);
  });

  it.skipIf(otherAddress === undefined)(
    'refuses another machine that claims to be localhost, and serves it only at STARLIGHT_ORIGIN',
    async () => {
      const address = otherAddress ?? '';
      expect(await statusFrom(address, HERE)).toBe(403);
      expect(await statusFrom(address, HERE, { 'x-forwarded-for': '127.0.0.1' })).toBe(403);
      expect(await statusFrom(address, `${address}:${port()}`)).toBe(403);
      start({ STARLIGHT_ORIGIN: `http://${address}:${port()}` });
      expect(await statusFrom(address, `${address}:${port()}`)).toBe(200);
      expect(await statusFrom(address, HERE)).toBe(403);
    },
  );
});
