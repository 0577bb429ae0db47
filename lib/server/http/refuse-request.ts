import 'server-only';
import type { ServerResponse } from 'node:http';
import type { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { createRequestLog } from '../log/log.ts';
import { toFullBody, toVisibleBody, writeFailure } from './failure-response.ts';
import { newRequestId } from './request-id.ts';
import { setApiHeaders } from './security-headers.ts';

/**
 * Rejects a request before Next sees it: responds as a route would, logs one line and closes the
 * connection, since later bytes on it may be misread as a request.
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
