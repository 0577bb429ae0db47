import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { guardServer, installRequestFilter } from '#lib/server/http/request-filter.ts';
import { exchangeRaw, writeRaw } from '#tests/support/raw-http.ts';
import { type StarlightProcess, startStarlight } from '#tests/support/starlight-process.ts';

const DEADLINE_MS = 200;
const HELLO = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';

let server: Server;
let starlight: StarlightProcess;
let served: string[];
const port = () => (server.address() as AddressInfo).port;

beforeEach(async () => {
  starlight = startStarlight({ STARLIGHT_DEMO: '1' });
  served = [];
  server = createServer({ connectionsCheckingInterval: 20 }, (request, response) => {
    served.push(`${request.method} ${request.url}`);
    request.on('error', () => undefined).resume();
    request.once('end', () => response.end('served'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  vi.unstubAllEnvs();
});

describe('the request filter', () => {
  it('guards a server from its very first request', async () => {
    const uninstall = installRequestFilter();
    onTestFinished(uninstall);
    const traced = await exchangeRaw(port(), HELLO.replace('GET', 'TRACE'), {
      closeWithinMs: 1000,
    });
    expect(traced).toMatchObject({ status: 405, closed: true });
    expect(traced.headers['allow']).toBe('GET, HEAD');
    expect(JSON.parse(traced.body).error).toMatchObject({ kind: 'method_not_allowed' });
    expect((await exchangeRaw(port(), HELLO)).body).toBe('served');
    expect(served).toEqual(['GET /']);
  });

  it('logs a refusal in one line, without any text of the client’s', async () => {
    guardServer(server);
    await exchangeRaw(port(), 'GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n');
    expect(starlight.rawLog).toHaveLength(1);
    expect(starlight.rawLog[0]).not.toContain('evil');
    expect(starlight.requestLines()[0]).toMatchObject({
      kind: 'invalid_request',
      status: 400,
      reason: 'request_target',
    });
  });

  it('refuses a flood of requests in one packet, and resets the connection', async () => {
    guardServer(server);
    server.prependListener('request', (request) => void served.push(`began ${request.url}`));
    const flooded = await exchangeRaw(port(), HELLO.repeat(1000), { closeWithinMs: 1000 });
    expect(flooded.closed).toBe(true);
    expect(served.filter((line) => line.startsWith('began'))).toHaveLength(20);
    expect(starlight.requestLines()).toMatchObject([
      { kind: 'too_many_at_once', status: 429, reason: 'pipelined' },
    ]);
  });

  it('answers any number of requests on a connection, a few at a time', async () => {
    guardServer(server);
    const socket = connect(port(), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    let received = '';
    const countAnswers = () => received.split('HTTP/1.1 200').length - 1;
    for (let round = 1; round <= 5; round += 1) {
      socket.write(HELLO.repeat(20));
      while (countAnswers() < 20 * round) received += String((await once(socket, 'data'))[0]);
    }
    expect(served).toHaveLength(100);
  });

  it('handles an upgrade request as an ordinary one', async () => {
    server.on('upgrade', () => undefined);
    guardServer(server);
    const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    const upgradeRequest = HELLO.replace('\r\n\r\n', `\r\n${upgrade}`);
    expect(await exchangeRaw(port(), upgradeRequest)).toMatchObject({
      status: 200,
      body: 'served',
    });
  });

  it.each([
    ['headers', 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Drip: ', 'a'],
    ['a body', 'POST /api/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n', 'a'],
    ['endless headers', 'GET / HTTP/1.1\r\nHost: localhost\r\n', 'X-A: a\r\n'],
    [
      'chunks',
      'POST /api/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n',
      '1\r\na\r\n',
    ],
  ])(
    'abandons a client that sends %s too slowly, and closes the connection',
    async (_, head, drop) => {
      guardServer(server, { headersTimeoutMs: DEADLINE_MS, requestTimeoutMs: DEADLINE_MS });
      const exchange = await exchangeRaw(
        port(),
        async (socket, isOver) => {
          await writeRaw(socket, head);
          while (!isOver()) {
            await writeRaw(socket, drop);
            await new Promise((resolve) => setTimeout(resolve, DEADLINE_MS / 10));
          }
        },
        { closeWithinMs: 1000 },
      );
      expect(exchange).toMatchObject({ status: 408, closed: true });
      expect(exchange.ms).toBeGreaterThan(DEADLINE_MS - 50);
      expect((await exchangeRaw(port(), HELLO)).body).toBe('served');
    },
  );
});
