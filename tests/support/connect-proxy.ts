import { once } from 'node:events';
import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** What a proxy does with a request to open a tunnel, or to forward plain http. */
type ProxyConduct =
  /** Passes it on to this machine, whatever the host's name. */
  | 'pass'
  /** Takes it and never answers. */
  | 'hang'
  /** Closes the connection instead of answering. */
  | 'close'
  /** Answers with bytes that are no HTTP. */
  | 'babble'
  /** Opens the tunnel and breaks it at once. */
  | 'drop'
  /** Answers with headers that have no end. */
  | 'flood'
  /** Answers with this status and a page that repeats what was sent. */
  | number;

type Decide = (target: string) => ProxyConduct;

/** A real proxy on a real socket: CONNECT, and forwarding in absolute form. */
export type ConnectProxy = {
  port: number;
  /** Sets what it does from now on. */
  conduct: ProxyConduct | Decide;
  /** `host:port` of each CONNECT, or the URL of each forwarded request. */
  targets: string[];
  /** The Proxy-Authorization of each. */
  credentials: (string | undefined)[];
  /** Cuts all tunnels. */
  cut: () => void;
  openTunnels: () => number;
  close: () => Promise<void>;
};

type ConnectProxyOptions = {
  /** Where each tunnel leads, on this machine; by default, to the port that was asked for. */
  upstreamPort?: number;
  /** `user:password`; anyone else gets 407. */
  password?: string;
  /** Makes it an https proxy. */
  certificate?: { cert: string; key: string };
};

export async function startConnectProxy(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const { upstreamPort, password, certificate } = options;
  const sockets = new Set<Socket>();
  const tunnels = new Set<Socket>();
  const server: Server = certificate ? createHttps(certificate) : createHttp();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  const proxy: ConnectProxy = {
    port: 0,
    conduct: 'pass',
    targets: [],
    credentials: [],
    cut: () => {
      for (const tunnel of tunnels) tunnel.destroy();
    },
    openTunnels: () => tunnels.size,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  const expected = password && `Basic ${Buffer.from(password).toString('base64')}`;
  const decide = (target: string, credentials: string | undefined): ProxyConduct => {
    proxy.targets.push(target);
    proxy.credentials.push(credentials);
    const conduct = typeof proxy.conduct === 'function' ? proxy.conduct(target) : proxy.conduct;
    if (conduct !== 'pass') return conduct;
    return expected && credentials !== expected ? 407 : 'pass';
  };

  server.on('connect', (request, client: Socket, head: Buffer) => {
    const target = request.url ?? '';
    const credentials = request.headers['proxy-authorization'];
    const conduct = decide(target, credentials);
    client.on('error', () => undefined);
    if (conduct === 'hang') return;
    if (conduct === 'close') return void client.destroy();
    if (conduct === 'babble') return void client.end('SSH-2.0-OpenSSH_9.6\r\n');
    if (conduct === 'drop') {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n', () => client.resetAndDestroy());
      return;
    }
    if (conduct === 'flood') {
      client.write(`HTTP/1.1 200 OK\r\n${'x-flood: 1\r\n'.repeat(100_000)}`);
      return;
    }
    if (conduct !== 'pass') return void client.end(refusal(conduct, target, credentials));
    const port = upstreamPort ?? Number(target.slice(target.lastIndexOf(':') + 1));
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    tunnels.add(upstream);
    upstream.on('error', () => client.destroy());
    upstream.on('close', () => {
      tunnels.delete(upstream);
      client.destroy();
    });
    client.on('close', () => upstream.destroy());
  });
  server.on('request', (request, response) => {
    const target = request.url ?? '';
    const credentials = request.headers['proxy-authorization'];
    const conduct = decide(target, credentials);
    if (conduct === 'hang') return;
    if (conduct === 'close') return void request.socket.destroy();
    if (conduct === 'babble' || conduct === 'flood' || conduct === 'drop') {
      return void request.socket.end('SSH-2.0-OpenSSH_9.6\r\n');
    }
    if (conduct !== 'pass') {
      response.writeHead(conduct, { 'proxy-authenticate': 'Basic realm="proxy"' });
      response.end(pageAbout(target, credentials));
      return;
    }
    const url = new URL(target);
    const { 'proxy-authorization': _, ...headers } = request.headers;
    const upstream = connect(upstreamPort ?? Number(url.port), '127.0.0.1');
    tunnels.add(upstream);
    upstream.on('close', () => tunnels.delete(upstream));
    const lines = Object.entries({ ...headers, connection: 'close' }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    upstream.write(`${request.method} ${url.pathname}${url.search} HTTP/1.1\r\n`);
    upstream.write(`${lines.join('\r\n')}\r\n\r\n`);
    request.pipe(upstream, { end: false });
    upstream.on('error', () => request.socket.destroy());
    upstream.pipe(request.socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy.port = (server.address() as AddressInfo).port;
  return proxy;
}

/** Proxies show what they were asked for, and by whom. */
function pageAbout(target: string, credentials: string | undefined): string {
  return `<html>Denied: ${target} for ${credentials ?? 'nobody'} PROXY-PAGE-TEXT</html>`;
}

function refusal(status: number, target: string, credentials: string | undefined): string {
  const page = pageAbout(target, credentials);
  return `HTTP/1.1 ${status} Denied-PROXY-PAGE-TEXT\r\nproxy-authenticate: Basic realm="proxy"\r\ncontent-type: text/html\r\ncontent-length: ${page.length}\r\n\r\n${page}`;
}
