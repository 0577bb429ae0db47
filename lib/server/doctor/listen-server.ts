import 'server-only';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerArrival } from '#lib/core/doctor/arrival/answer-arrival.ts';
import type { ArrivalReport } from '#lib/core/doctor/arrival/arrival-report.ts';
import { describeArrival } from '#lib/core/doctor/arrival/describe-arrival.ts';
import { isLoopbackHost } from '../http/development/is-loopback-host.ts';

type ListenOptions = {
  /** 0 for any free port. */
  port: number;
  /** The first part of every path, such as a random token; requests without it are not inspected. */
  prefix?: string;
  onArrival: (report: ArrivalReport) => void;
};

export type ListenServer = {
  /** To be used as the base URL of another program. */
  url: string;
  close: () => Promise<void>;
};

const MAX_BYTES = 1024 * 1024;
// Pages of any origin may call: nothing is stored here, and no response contains a secret.
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*, authorization',
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
};
// The names containers use for their host; nobody can own a name under `internal`.
const CONTAINER_HOST = /^host\.(docker|containers)\.internal(:\d{1,5})?$/i;
const WRONG_PATH_BODY = {
  error: {
    message: "This isn't the address the doctor gave; copy it again.",
    type: 'invalid_request_error',
    param: null,
    code: null,
  },
};

/**
 * Listens only on this machine, reports what each request shows, and responds in OpenAI's format: a
 * short reply if everything is right, else an error with the fix.
 *
 * It is a separate server, even for the page: `next dev` prints the URL of every request with its
 * query and keeps it in `.next/dev/trace`, and a key in the query is one of the mistakes to detect.
 * Next also normalizes double slashes, which are another.
 *
 * @throws Node's error when the port is taken
 */
export async function listenForPrograms(options: ListenOptions): Promise<ListenServer> {
  const prefix = options.prefix === undefined ? '' : `/${options.prefix}`;
  const server = createServer(async (request, response) => {
    try {
      await answerOne(request, response);
    } catch {
      // The program aborted its request, so there is no client to answer.
      response.destroy();
    }
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  // The server listens on a TCP port, so the address is not the name of a pipe.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}${prefix}/v1`;

  async function answerOne(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A page that points its own name here (DNS rebinding), which `Origin` would not reveal.
    if (!namesThisMachine(request.headers.host ?? null)) {
      request.resume();
      response.writeHead(403, { connection: 'close' }).end();
      return;
    }
    // A browser's preflight; the actual request follows.
    if (request.method === 'OPTIONS') {
      response.writeHead(204, CORS).end();
      return;
    }
    const body = await readBody(request);
    const path = request.url ?? '';
    if (!path.startsWith(`${prefix}/`)) {
      send(response, 404, 'application/json', JSON.stringify(WRONG_PATH_BODY));
      return;
    }
    const arrival = {
      method: request.method ?? '',
      path: path.slice(prefix.length),
      headers: pairsOf(request.rawHeaders),
      body,
    };
    const report = describeArrival(arrival, url);
    options.onArrival(report);
    const reply = answerArrival(report, arrival, Date.now());
    send(response, reply.status, reply.contentType, reply.body);
  }

  return {
    url,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function namesThisMachine(host: string | null): boolean {
  return isLoopbackHost(host) || CONTAINER_HOST.test(host ?? '');
}

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, {
    ...CORS,
    'content-type': contentType,
    'cache-control': 'no-store',
    // Without it, the openai packages retry a rejected request twice.
    'x-should-retry': 'false',
  });
  response.end(body);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MAX_BYTES) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Keeps repeated headers separate, which Node would join. */
function pairsOf(rawHeaders: readonly string[]): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    pairs.push([(rawHeaders[at] ?? '').toLowerCase(), rawHeaders[at + 1] ?? '']);
  }
  return pairs;
}
