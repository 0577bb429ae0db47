import 'server-only';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ArrivalReport, describeArrival } from '#lib/core/doctor/describe-arrival.ts';

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
  'access-control-allow-methods': 'GET, POST, OPTIONS',
};

/**
 * Listens on this machine alone, tells what each request shows, and answers it in OpenAI's format:
 * a short reply when all is right, else the refusal with the fix.
 *
 * @param port 0 for a free one
 * @throws Node's error when the port is taken
 */
export async function listenForPrograms(
  port: number,
  onArrival: (report: ArrivalReport) => void,
): Promise<ListenServer> {
  const server = createServer(async (request, response) => {
    try {
      await answerOne(request, response, onArrival);
    } catch {
      // The program broke its own request off; there is nobody to answer.
      response.destroy();
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  // Listening on a TCP port, so the address is not a pipe's name.
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${chosen}/v1`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answerOne(
  request: IncomingMessage,
  response: ServerResponse,
  onArrival: (report: ArrivalReport) => void,
): Promise<void> {
  // A page's browser asks first; what it asks for comes next.
  if (request.method === 'OPTIONS') {
    response.writeHead(204, CORS).end();
    return;
  }
  const body = await readBody(request);
  const report = describeArrival({
    method: request.method ?? '',
    path: request.url ?? '',
    headers: pairsOf(request.rawHeaders),
    body,
  });
  onArrival(report);
  const [status, answer] = answerTo(report, request.method ?? '', body);
  response.writeHead(status, { ...CORS, 'content-type': 'application/json' });
  response.end(JSON.stringify(answer));
}

function answerTo(
  { ok, problems, correction }: ArrivalReport,
  method: string,
  body: string,
): [status: number, answer: unknown] {
  if (!ok) {
    const message = [...problems, correction ?? ''].filter(Boolean).join(' ');
    const type = 'invalid_request_error';
    return [correction === null ? 400 : 401, { error: { message, type, param: null, code: null } }];
  }
  if (method === 'GET') return [200, { object: 'list', data: [] }];
  const model: unknown = JSON.parse(body).model;
  const content = 'Your request arrived in order.';
  return [
    200,
    {
      id: 'chatcmpl-doctor',
      object: 'chat.completion',
      created: Math.floor(Date.now() / 1000),
      model,
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    },
  ];
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
