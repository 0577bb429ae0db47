// A process of its own: the least that a proxy in Node can do.
import { createServer } from 'node:http';
import { Agent } from 'undici';

const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
const { origin, pathname } = new URL(process.env['BENCH_UPSTREAM'] ?? '');

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.end();
    return;
  }
  const left = new AbortController();
  response.once('close', () => left.abort());
  agent
    .stream(
      {
        origin,
        path: `${pathname}/chat/completions`,
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer bench' },
        body: request,
        signal: left.signal,
      },
      ({ statusCode, headers }) => {
        response.writeHead(statusCode, { 'content-type': String(headers['content-type']) });
        return response;
      },
    )
    // The client left.
    .catch(() => response.destroy());
});
server.listen(Number(process.env['PORT']), '127.0.0.1');
