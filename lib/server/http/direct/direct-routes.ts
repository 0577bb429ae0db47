import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { writeLogLine } from '../../log/log.ts';
import { classOf } from '../failure-response.ts';
import { sendResponse } from './send-response.ts';
import { toWebRequest } from './to-web-request.ts';

type Handler = (request: Request) => Promise<Response>;

/** The handlers of `POST` by path, each loaded when it is first needed. */
export type DirectHandlers = Record<string, () => Promise<Handler>>;

/** Answers a request if it is for one of the routes; false leaves it to the next in line. */
export type DirectRoutes = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Answers some routes ahead of Next, whose own work for a request is most of what it costs, and whose streams
 * are a quarter of what a chunk costs ([record 17](docs/decisions/0017-two-roads-to-a-reply.md)). Only `POST`
 * at exactly these paths; Next answers everything else, and the same handlers are its routes.
 */
export function createDirectRoutes(handlers: DirectHandlers): DirectRoutes {
  const loaders = new Map(Object.entries(handlers));
  return (request, response) => {
    const load = request.method === 'POST' ? loaders.get(request.url ?? '') : undefined;
    if (!load) return false;
    void answer(load, request, response);
    return true;
  };
}

async function answer(
  load: () => Promise<Handler>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    // Before anything is awaited: nobody may miss that the client leaves.
    const request = toWebRequest(incoming, outgoing);
    const handle = await load();
    await sendResponse(await handle(request), outgoing);
  } catch (error) {
    // A handler does not throw, so it could not be loaded, and no log line was begun.
    writeLogLine('not_answered', { errorClass: classOf(error) });
    outgoing.destroy();
  }
}
