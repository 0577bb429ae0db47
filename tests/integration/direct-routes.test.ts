import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDirectRoutes } from '#lib/server/http/direct/direct-routes.ts';
import { guardServer } from '#lib/server/http/request-filter.ts';
import { exchangeRaw } from '#tests/support/raw-http.ts';
import { type StarlightProcess, startStarlight } from '#tests/support/starlight-process.ts';

let server: Server;
let starlight: StarlightProcess;
const port = () => (server.address() as AddressInfo).port;
const send = (line: string, more = '') =>
  exchangeRaw(port(), `${line} HTTP/1.1\r\nHost: localhost\r\n${more}Content-Length: 0\r\n\r\n`, {
    closeWithinMs: 200,
  });

beforeEach(async () => {
  starlight = startStarlight({ STARLIGHT_DEMO: '1' });
  server = createServer((request, response) => response.end(`next ${request.url}`));
  const direct = createDirectRoutes({
    '/api/chat': async () => async (request) =>
      new Response(`direct, from ${request.headers.get('x-forwarded-for')}`),
    '/v1/responses': () => Promise.reject(new TypeError('text that must not be logged')),
  });
  guardServer(server, { direct });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  vi.unstubAllEnvs();
});

describe('a route that is answered ahead of Next', () => {
  it('is told who sent the request, unless a proxy said it', async () => {
    expect((await send('POST /api/chat')).body).toContain('direct, from 127.0.0.1');
    const named = await send('POST /api/chat', 'X-Forwarded-For: 192.0.2.7\r\n');
    expect(named.body).toContain('direct, from 192.0.2.7');
  });

  it.each([
    'GET /api/chat',
    'DELETE /api/chat',
    'POST /api/chat?a=b',
    'POST /api/chat/',
    'POST /api/%63hat',
    'POST /api/health',
  ])('leaves everything else to Next: %s', async (line) => {
    expect((await send(line)).body).toContain(`next ${line.split(' ')[1]}`);
  });

  it('gets no request that the filter refuses', async () => {
    const refused = await send('POST /api/chat', 'Host: evil.example\r\n');
    expect(refused.status).toBe(400);
    expect(refused.body).not.toContain('direct');
  });

  it('breaks the connection when its handler cannot be loaded, and logs the class alone', async () => {
    expect(await send('POST /v1/responses')).toMatchObject({ status: null, closed: true });
    expect(starlight.rawLog).toHaveLength(1);
    expect(starlight.rawLog[0]).toContain('"event":"not_answered","errorClass":"TypeError"');
    expect(starlight.rawLog[0]).not.toContain('text');
  });
});
