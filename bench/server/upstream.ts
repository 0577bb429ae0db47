// A process of its own: an upstream in OpenAI's format that answers as each request's plan says.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nowUs, type Plan, stampOf } from './plan.ts';

const FILLER = 'lorem ipsum dolor sit amet '.repeat(4000);
/** When the client of a plan left, in microseconds. */
const leftAt = new Map<string, number>();

const server = createServer(async (request, response) => {
  if (request.url?.startsWith('/left/')) {
    response.end(String(leftAt.get(request.url.slice('/left/'.length)) ?? ''));
    return;
  }
  if (request.method === 'GET') {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ object: 'list', data: [{ id: 'bench', object: 'model' }] }));
    return;
  }
  await answer(planOf(await textOf(request)), response);
});
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', 4096, () => {
  // It listens on a TCP port.
  const { port } = server.address() as AddressInfo;
  process.send?.(`http://127.0.0.1:${port}`);
});
process.on('disconnect', () => process.exit());

async function answer(plan: Plan, response: ServerResponse): Promise<void> {
  let isOver = false;
  response.once('close', () => {
    if (!isOver) leftAt.set(plan.id, nowUs());
    isOver = true;
  });
  response.socket?.setNoDelay(true);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'x-request-id': 'req_bench' });
  if (plan.everyMs === 0) {
    for (let number = 0; number < plan.chunks && !isOver; number += 1) {
      if (!response.write(chunkOf(number, plan))) await drained(response);
    }
  } else {
    for (let number = 0; number < plan.chunks && !isOver; number += 1) {
      response.write(chunkOf(number, plan));
      await new Promise((resolve) => setTimeout(resolve, plan.everyMs));
    }
  }
  isOver = true;
  response.end(END);
}

function chunkOf(number: number, { size }: Plan): string {
  const stamp = stampOf(number);
  return event({
    content: stamp + FILLER.slice(0, Math.max(0, size - stamp.length)),
    ...(number === 0 && { role: 'assistant' }),
  });
}

function event(delta: object, finishReason: string | null = null): string {
  const choice = { index: 0, delta, logprobs: null, finish_reason: finishReason };
  const chunk = {
    id: 'chatcmpl-bench',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'bench',
    system_fingerprint: 'fp_bench',
    choices: [choice],
  };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

const END = `${event({}, 'stop')}data: [DONE]\n\n`;

/** The client may leave instead of reading. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

function planOf(body: string): Plan {
  // Only the loader sends these.
  const { messages } = JSON.parse(body) as { messages: { content: string | { text: string }[] }[] };
  const content = messages.at(-1)?.content ?? '';
  return JSON.parse(typeof content === 'string' ? content : (content[0]?.text ?? '')) as Plan;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part;
  return text;
}
