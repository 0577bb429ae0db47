import 'server-only';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerArrival } from '#lib/core/doctor/arrival/answer-arrival.ts';
import type { ArrivalReport } from '#lib/core/doctor/arrival/arrival-report.ts';
import { describeArrival } from '#lib/core/doctor/arrival/describe-arrival.ts';
import { isLoopbackHost } from '../http/development/is-loopback-host.ts';

type ListenOptions = {
  /** 0 for a free one. */
  port: number;
  /** The first part of every path, such as a random token; what comes without it is not looked at. */
  prefix?: string;
  onArrival: (report: ArrivalReport) => void;
};

export type ListenServer = {
  /** To be used as the base URL of another program. */
  url: string;
  close: () => Promise<void>;
};

const MAX_BYTES = 1024 * 1024;
// Pages of any origin may call: nothing is kept here, and nothing secret is answered.
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*, authorization',
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
};
// What containers call the machine they are on; `internal` is no name that a stranger can own.
const FROM_A_CONTAINER = /^host\.(docker|containers)\.internal(:\d{1,5})?$/i;
const ELSEWHERE = {
  error: {
    message: "This isn't the address the doctor gave; copy it again.",
    type: 'invalid_request_error',
    param: null,
    code: null,
  },
};

/**
 * Listens on this machine alone, tells what each request shows, and answers it in OpenAI's format:
 * a short reply when all is right, else the refusal with the fix.
 *
 * It is a server of its own, for the page as well: `next dev` prints the address of every request
 * with its query and keeps it in `.next/dev/trace`, and a key in the query is one of the mistakes
 * that this is for. Next also mends doubled slashes, which are another.
 *
 * @throws Node's error when the port is taken
 */
export async function listenForPrograms(options: ListenOptions): Promise<ListenServer> {
  const prefix = options.prefix === undefined ? '' : `/${options.prefix}`;
  const server = createServer(async (request, response) => {
    try {
      await answerOne(request, response);
    } catch {
      // The program broke its own request off; there is nobody to answer.
      response.destroy();
    }
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  // Listening on a TCP port, so the address is not a pipe's name.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}${prefix}/v1`;

  async function answerOne(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A page that led its own name here (DNS rebinding), which `Origin` would not tell.
    if (!isNameOfThisMachine(request.headers.host ?? null)) {
      request.resume();
      response.writeHead(403, { connection: 'close' }).end();
      return;
    }
    // A page's browser asks first; what it asks for comes next.
    if (request.method === 'OPTIONS') {
      response.writeHead(204, CORS).end();
      return;
    }
    const body = await readBody(request);
    const path = request.url ?? '';
    if (!path.startsWith(`${prefix}/`)) {
      send(response, 404, 'application/json', JSON.stringify(ELSEWHERE));
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
    const answer = answerArrival(report, arrival, Date.now());
    send(response, answer.status, answer.contentType, answer.body);
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

function isNameOfThisMachine(host: string | null): boolean {
  return isLoopbackHost(host) || FROM_A_CONTAINER.test(host ?? '');
}

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, {
    ...CORS,
    'content-type': contentType,
    'cache-control': 'no-store',
    // Without it the openai packages try a refused request twice more.
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

/** Node joins a header that came twice; here it stays two. */
function pairsOf(rawHeaders: readonly string[]): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    pairs.push([(rawHeaders[at] ?? '').toLowerCase(), rawHeaders[at + 1] ?? '']);
  }
  return pairs;
}
