import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A proxy to a server that a test can make silent without closing it, as a dead network does. */
export type FreezableProxy = {
  url: string;
  /** From now on no byte comes back from the server; bytes to it, and a close, still arrive. */
  freeze: () => void;
  thaw: () => void;
  /**
   * Drops the connections that currently carry a request for `path`: neither side ever hears from
   * the other again, not even a close.
   */
  lose: (path: string) => void;
  /** Rewrites the server's bytes, as Latin-1 text. */
  rewrite: (change: (text: string) => string) => void;
  /** Resolves once the server has sent this many matches from now on. */
  passed: (pattern: RegExp, times: number) => Promise<void>;
  close: () => Promise<void>;
};

/** Starts a proxy on a free port, in front of the server at `target`. */
export async function startFreezableProxy(target: string): Promise<FreezableProxy> {
  const sockets = new Set<Socket>();
  const servers = new Set<Socket>();
  const lost = new Set<Socket>();
  const lastRequests = new Map<Socket, { head: string; server: Socket }>();
  const waiting = new Set<(text: string) => void>();
  let frozen = false;
  let change = (text: string) => text;

  const listener = createServer((client) => {
    const server = connect(Number(new URL(target).port), new URL(target).hostname);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(socket);
      socket.on('close', () => {
        sockets.delete(socket);
        servers.delete(socket);
        lastRequests.delete(socket);
        if (!lost.has(socket)) other.destroy();
      });
      // A reset from either side is expected here.
      socket.on('error', () => socket.destroy());
    }
    servers.add(server);
    if (frozen) server.pause();
    client.pipe(server);
    client.on('data', (bytes) => {
      const head = bytes.toString('latin1').slice(0, 200);
      if (/^[A-Z]+ \//.test(head)) lastRequests.set(client, { head, server });
    });
    server.on('data', (bytes) => {
      const text = change(bytes.toString('latin1'));
      client.write(Buffer.from(text, 'latin1'));
      for (const notify of waiting) notify(text);
    });
  });
  listener.listen(0);
  await once(listener, 'listening');
  // Listening on a TCP port, so the address is not a pipe's name.
  const { port } = listener.address() as AddressInfo;
  const setFrozen = (isFrozen: boolean) => {
    frozen = isFrozen;
    for (const server of servers) isFrozen ? server.pause() : server.resume();
  };
  return {
    url: `http://localhost:${port}`,
    freeze: () => setFrozen(true),
    thaw: () => setFrozen(false),
    lose(path) {
      for (const [client, { head, server }] of lastRequests) {
        if (!head.split('\r\n', 1)[0]?.includes(` ${path} `)) continue;
        client.unpipe(server);
        server.pause();
        lost.add(client).add(server);
        servers.delete(server);
      }
    },
    rewrite: (next) => {
      change = next;
    },
    passed: (pattern, times) =>
      new Promise((resolve) => {
        let remaining = times;
        const notify = (text: string) => {
          if (!pattern.test(text)) return;
          remaining -= 1;
          if (remaining > 0) return;
          waiting.delete(notify);
          resolve();
        };
        waiting.add(notify);
      }),
    async close() {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
}
