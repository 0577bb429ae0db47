import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { guardServer, installRequestFilter } from '#lib/server/http/request-filter.ts';
import type { ConnectionLimits } from '#lib/server/http/watch-connections.ts';
import { exchangeRaw } from '#tests/support/raw-http.ts';
import { type StalledClient, stallClient } from '#tests/support/stalled-client.ts';
import { type StarlightProcess, startStarlight } from '#tests/support/starlight-process.ts';

const NEVER_MS = 60_000;
const LIMITS: ConnectionLimits = {
  silentMs: NEVER_MS,
  stalledMs: NEVER_MS,
  replyMs: () => NEVER_MS,
  downloadMs: NEVER_MS,
  lateMs: 100,
  sweepMs: 10,
};
// More than the kernel buffers between two sockets of one machine.
const LARGE = Buffer.alloc(24 * 1024 * 1024, 'a').fill('z', 24 * 1024 * 1024 - 1);
const GET = (path: string) => Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);

let server: Server;
let starlight: StarlightProcess;
let clients: StalledClient[];
let served: ServerResponse[];
let answer: RequestListener;
const port = () => (server.address() as AddressInfo).port;

beforeEach(async () => {
  starlight = startStarlight({ STARLIGHT_DEMO: '1' });
  clients = [];
  answer = (_, response) => response.end(LARGE);
  served = [];
  server = createServer((request, response) => {
    served.push(response);
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  for (const { leave } of clients) leave();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  vi.unstubAllEnvs();
});

async function connectTo(send?: Uint8Array): Promise<StalledClient> {
  const client = await stallClient(port(), send);
  clients.push(client);
  return client;
}

/** Bytes that the server has written but could not send. */
const unsentBytes = () => served.reduce((sum, { writableLength }) => sum + writableLength, 0);

async function connectionsOpen(): Promise<number> {
  return new Promise((resolve) => server.getConnections((_, count) => resolve(count)));
}

async function expectClosedWithin(ms: number): Promise<void> {
  await vi.waitFor(async () => expect(await connectionsOpen()).toBe(0), { timeout: ms });
}

/** Reads in small pieces, like a line with this bandwidth. */
function readSlowly({ socket }: StalledClient, bytesPerSecond: number): void {
  socket.on('data', (bytes) => {
    socket.pause();
    setTimeout(() => socket.resume(), (bytes.length / bytesPerSecond) * 1000);
  });
  socket.resume();
}

describe('a connection', () => {
  it('is destroyed when its client reads nothing of what is sent, and kept until then', async () => {
    guardServer(server, { connections: { ...LIMITS, stalledMs: 300 } });
    const startedAt = performance.now();
    const client = await connectTo(GET('/a-file'));
    await vi.waitFor(async () => expect(await connectionsOpen()).toBe(1));
    await expectClosedWithin(2000);
    expect(performance.now() - startedAt).toBeGreaterThan(300);
    // The client learns of it by a reset, without the remaining bytes; what it received, it keeps.
    const reset = once(client.socket, 'error');
    expect((await client.readUntil('never')).length).toBeLessThan(LARGE.length);
    expect(await reset).toMatchObject([{ code: 'ECONNRESET' }]);
    expect(starlight.rawLog.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'connections_closed', silent: 0, notReading: 1 },
    ]);
  });

  it('is destroyed with all responses waiting on it when requests were pipelined', async () => {
    const closed: string[] = [];
    answer = (request, response) => {
      response.once('close', () => closed.push(request.url ?? ''));
      response.write(LARGE);
    };
    guardServer(server, { connections: { ...LIMITS, stalledMs: 200 } });
    await connectTo(Buffer.concat([GET('/1'), GET('/2'), GET('/3')]));
    await expectClosedWithin(2000);
    await vi.waitFor(() => expect(closed.toSorted()).toEqual(['/1', '/2', '/3']));
  });

  it('is destroyed even when its client has closed its own side', async () => {
    guardServer(server, { connections: { ...LIMITS, stalledMs: 200 } });
    const { socket } = await connectTo(GET('/a-file'));
    socket.end();
    await expectClosedWithin(2000);
  });

  it('is closed by Node between requests, even when its client has not read a short answer', async () => {
    answer = (_, response) => response.end('short');
    server.keepAliveTimeout = 50;
    Object.assign(server, { keepAliveTimeoutBuffer: 0 });
    guardServer(server, { connections: LIMITS });
    await connectTo(GET('/'));
    await expectClosedWithin(2000);
    expect(starlight.rawLog).toEqual([]);
  });

  it('is not kept open by further writes to it', async () => {
    answer = (_, response) => {
      response.write(LARGE);
      const timer = setInterval(() => response.write(': still thinking\n\n'), 20);
      response.once('close', () => clearInterval(timer));
    };
    guardServer(server, { connections: { ...LIMITS, stalledMs: 300 } });
    await connectTo(GET('/api/chat'));
    await expectClosedWithin(2000);
  });

  it('is kept while its client reads a large answer slowly, within a single write', async () => {
    guardServer(server, { connections: { ...LIMITS, stalledMs: 500 } });
    const client = await connectTo(GET('/a-file'));
    readSlowly(client, 20_000_000);
    await vi.waitFor(() => expect(client.socket.bytesRead).toBeGreaterThan(LARGE.length), {
      timeout: 10_000,
    });
    expect(starlight.rawLog).toEqual([]);
  });

  it('is kept when the server itself was blocked', async () => {
    guardServer(server, { connections: { ...LIMITS, stalledMs: 300 } });
    const client = await connectTo(GET('/a-file'));
    await vi.waitFor(async () => expect(await connectionsOpen()).toBe(1));
    await vi.waitFor(() => expect(unsentBytes()).toBeGreaterThan(0));
    const blockedUntil = performance.now() + 600;
    while (performance.now() < blockedUntil);
    expect((await client.readUntil('az')).length).toBeGreaterThan(LARGE.length);
  });

  it('is kept while the handler works, however long', async () => {
    answer = (_, response) => void setTimeout(() => response.end('thought'), 400);
    guardServer(server, { connections: { ...LIMITS, stalledMs: 50, silentMs: 50 } });
    expect((await exchangeRaw(port(), GET('/v1/models'))).body).toBe('thought');
  });

  it.each([
    ['an API answer', '/api/chat', { replyMs: () => 300 }],
    ['a file', '/_next/static/a.js', { downloadMs: 300 }],
  ])(
    'is destroyed when %s is not read by its deadline, however much its client reads',
    async (_, path, limit) => {
      guardServer(server, { connections: { ...LIMITS, ...limit } });
      const startedAt = performance.now();
      const client = await connectTo(GET(path));
      readSlowly(client, 10_000_000);
      await expectClosedWithin(2500);
      expect(performance.now() - startedAt).toBeGreaterThan(400);
      expect(client.socket.bytesRead).toBeGreaterThan(0);
    },
  );

  it('has as long as it needs for a file, while API answers have less', async () => {
    guardServer(server, { connections: { ...LIMITS, replyMs: () => 1, lateMs: 1 } });
    const client = await connectTo(GET('/_next/static/a.js'));
    readSlowly(client, 150_000_000);
    await vi.waitFor(() => expect(client.socket.bytesRead).toBeGreaterThan(LARGE.length), {
      timeout: 10_000,
    });
  });
});

describe('a silent connection', () => {
  it('is destroyed, even before its first request', async () => {
    onTestFinished(
      installRequestFilter((server, open) =>
        guardServer(server, { connections: { ...LIMITS, silentMs: 200 } }, open),
      ),
    );
    const startedAt = performance.now();
    await connectTo();
    await connectTo();
    await vi.waitFor(async () => expect(await connectionsOpen()).toBe(2));
    await expectClosedWithin(2000);
    expect(performance.now() - startedAt).toBeGreaterThan(200);
  });

  it('costs others no slot: beyond the maximum, the newest is closed immediately', async () => {
    guardServer(server, { connections: LIMITS, maxConnections: 2 });
    answer = (_, response) => response.end('served');
    await connectTo();
    await connectTo();
    const refused = await exchangeRaw(port(), GET('/'));
    expect(refused).toMatchObject({ status: null, closed: true });
    clients[0]?.leave();
    await vi.waitFor(async () => expect(await connectionsOpen()).toBe(1));
    expect((await exchangeRaw(port(), GET('/'))).body).toBe('served');
  });
});
