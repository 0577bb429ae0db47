import 'server-only';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { currentConfig } from '../../config/read-config.ts';
import { logOperatorHint } from '../../log/log.ts';
import { refuseRequest } from '../refuse-request.ts';
import { comesFromDeveloper } from './comes-from-developer.ts';

const HINT =
  'A request was rejected: in development, Starlight only responds to this machine, at localhost. To use another address, set STARLIGHT_ORIGIN to it.';

/**
 * In development serves the developer and nobody else, on every address of the server: Next has
 * some of its own then, which read and open files, and hot reloading over a WebSocket.
 */
export function guardDevelopmentServer(server: Server): void {
  const emit = server.emit.bind(server);
  server.emit = (event: string, ...given: unknown[]) => {
    if (event !== 'request' && event !== 'upgrade') return emit(event, ...given);
    // What the events carry (Node, http.Server, "request" and "upgrade").
    const [request, answer] = given as [IncomingMessage, ServerResponse | Duplex];
    if (isDevelopers(request)) return emit(event, ...given);
    if ('writeHead' in answer) refuse(answer);
    else answer.destroy();
    return true;
  };
}

function isDevelopers({ rawHeaders, socket }: IncomingMessage): boolean {
  const headers = new Headers();
  try {
    for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
      headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
    }
  } catch {
    // A header that is none.
    return false;
  }
  return comesFromDeveloper(headers, currentConfig(), socket.remoteAddress ?? '');
}

function refuse(response: ServerResponse): void {
  const details = { field: 'host', reason: 'not_this_machine' };
  refuseRequest(response, new StarlightError({ kind: 'origin_rejected', details }));
  logOperatorHint(HINT);
}
