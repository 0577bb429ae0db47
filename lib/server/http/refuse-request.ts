import 'server-only';
import type { ServerResponse } from 'node:http';
import type { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { createRequestLog } from '../log/log.ts';
import { toFullBody, toVisibleBody, writeFailure } from './failure-response.ts';
import { newRequestId } from './request-id.ts';
import { setApiHeaders } from './security-headers.ts';

/**
 * Refuses a request that Next is not to have: answers as a route would, logs one line and ends the
 * connection, since what follows on it may not be what it seems.
 */
export function refuseRequest(response: ServerResponse, refusal: StarlightError): void {
  const requestId = newRequestId();
  const body = toVisibleBody(toFullBody(refusal, requestId), 'visitor');
  const { status, headers, text } = writeFailure(refusal, body);
  setApiHeaders(headers, { requestId, https: false });
  headers.set('connection', 'close');
  response.writeHead(status, [...headers].flat());
  response.end(text);
  const { kind, details } = body;
  createRequestLog(requestId, { route: '*', role: 'visitor', kind, status }).end({
    reason: details?.reason,
  });
}
