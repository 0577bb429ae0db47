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
 * Serves only the developer in development, on every path of the server: Next then has paths of its
 * own that read and open files, and a WebSocket for hot reloading.
 */
export function guardDevelopmentServer(server: Server): void {
  const emit = server.emit.bind(server);
  server.emit = (event: string, ...args: unknown[]) => {
    if (event !== 'request' && event !== 'upgrade') return emit(event, ...args);
    // The events' arguments (Node, http.Server, "request" and "upgrade").
    const [request, response] = args as [IncomingMessage, ServerResponse | Duplex];
    if (isFromDeveloper(request)) return emit(event, ...args);
    if ('writeHead' in response) refuse(response);
    else response.destroy();
    return true;
  };
}

function isFromDeveloper({ rawHeaders, socket }: IncomingMessage): boolean {
  const headers = new Headers();
  try {
    for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
      headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
    }
  } catch {
    // An invalid header.
    return false;
  }
  return comesFromDeveloper(headers, currentConfig(), socket.remoteAddress ?? '');
}

function refuse(response: ServerResponse): void {
  const details = { field: 'host', reason: 'not_this_machine' };
  refuseRequest(response, new StarlightError({ kind: 'origin_rejected', details }));
  logOperatorHint(HINT);
}
