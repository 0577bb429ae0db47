import 'server-only';
import { type ErrorBody, keepValidDetails, redactForVisitor } from '#lib/core/errors/error-body.ts';
import { defaultStatusOf } from '#lib/core/errors/error-kinds.ts';
import { type Failure, StarlightError, toErrorBody } from '#lib/core/errors/starlight-error.ts';
import { BUILD_HEADER } from '#lib/core/site-state.ts';
import type { Config } from '../config/config.ts';
import { configFor } from '../config/read-config.ts';
import { MethodNotAllowedError } from '../guards/require-method.ts';
import { createRequestLog, logOperatorHint, type RequestLog } from '../log/log.ts';
import { isSignedIn, readSession, roleOf } from '../session/read-session.ts';
import { isHttps } from '../session/request-scheme.ts';
import { visitorHash } from '../session/session-token.ts';
import { newRequestId } from './request-id.ts';
import { setApiSecurityHeaders } from './security-headers.ts';

/** What a handler works with. */
export type ApiContext = {
  request: Request;
  config: Config;
  requestId: string;
  log: RequestLog;
  /** Sent with the answer, also with one that says what failed. */
  answerHeaders: Headers;
};

type ApiHandler = (context: ApiContext) => Promise<Response>;
type ApiOptions = {
  /** Answers a failure in another format than `{ error: ErrorBody }`. */
  onError?: (body: ErrorBody, context: ApiContext) => Response;
};

const MAX_RETRY_AFTER_MS = 31 * 24 * 3600 * 1000;
const CLIENT_GONE_STATUS = 499;
/** To these a browser repeats the request or blames its own proxy (RFC 9110, 15.5; RFC 8470, 5.2). */
const BROWSER_ACTS_ON = new Set([407, 408, 421, 425]);

/**
 * Wraps a route handler: gives the request its id, answers failures as `ErrorBody` (redacted unless
 * the operator is looking), adds the headers every API response has, and writes one log line when
 * the request ends. The function it returns never throws.
 *
 * @param route the path as the log names it
 */
export function apiRoute(
  route: string,
  handler: ApiHandler,
  options: ApiOptions = {},
): (request: Request) => Promise<Response> {
  return async (request) => {
    const startedAt = performance.now();
    const config = configFor(request.headers);
    const requestId = newRequestId();
    const log = createRequestLog(requestId, { route, method: request.method });
    const answerHeaders = new Headers();
    const context: ApiContext = { request, config, requestId, log, answerHeaders };
    const { response, failed } = await respond(handler, context, options);
    setApiHeaders(response.headers, context, startedAt);
    log.set({ status: response.status });
    if (failed || !log.deferred) log.end();
    return response;
  };
}

async function respond(handler: ApiHandler, context: ApiContext, options: ApiOptions) {
  try {
    return { response: await handler(context), failed: false };
  } catch (error) {
    return { response: await respondToError(error, context, options), failed: true };
  }
}

async function respondToError(
  error: unknown,
  context: ApiContext,
  { onError }: ApiOptions,
): Promise<Response> {
  const body = await toVisibleBody(toFailure(error, context), context);
  const response = onError?.(body, context) ?? respondWithBody(body);
  if (body.retryAfterMs !== undefined) {
    // Whole seconds (RFC 9110, 10.2.3), rounded up, so that nobody comes too early.
    response.headers.set('retry-after', String(Math.max(1, Math.ceil(body.retryAfterMs / 1000))));
  }
  // Or the rest of the body could go on coming (RFC 9110, 15.5.9).
  if (body.status === 408 && body.kind === 'invalid_request')
    response.headers.set('connection', 'close');
  if (error instanceof MethodNotAllowedError)
    response.headers.set('allow', error.allowed.join(', '));
  return response;
}

/** An error that is not ours leaves its class name and nothing else: its text can hold a key. */
function toFailure(error: unknown, { request, log }: ApiContext): Failure {
  if (error instanceof StarlightError) return error.failure;
  log.set({ errorClass: error instanceof Error ? error.constructor.name : typeof error });
  if (!request.signal.aborted) return { kind: 'internal' };
  log.set({ reason: 'client_gone' });
  return { kind: 'internal', status: CLIENT_GONE_STATUS };
}

async function toVisibleBody(failure: Failure, context: ApiContext): Promise<ErrorBody> {
  const { request, config, requestId, log } = context;
  const { details, retryAfterMs } = failure;
  const body = toErrorBody(
    {
      ...failure,
      details: keepValidDetails(details),
      retryAfterMs:
        retryAfterMs === undefined ? undefined : Math.min(retryAfterMs, MAX_RETRY_AFTER_MS),
    },
    requestId,
  );
  if (log.fields.role === undefined) {
    const session = await readSession(request.headers, config);
    log.set({ role: roleOf(session, config), ...(session && { visitor: visitorHash(session) }) });
    log.note({ isKnown: isSignedIn(session) });
  }
  log.set({
    kind: body.kind,
    reason: log.fields.reason ?? body.details?.reason,
    upstreamRequestId: log.fields.upstreamRequestId ?? body.upstreamRequestId,
  });
  hintAtRepair(body, config);
  return log.audience === 'operator' ? body : redactForVisitor(body);
}

/** Visitors are told that something is to be set up; the log tells the operator what. */
function hintAtRepair({ kind, details }: ErrorBody, { problems }: Config): void {
  if (kind !== 'not_configured' && kind !== 'key_malformed' && kind !== 'wrong_credential_type')
    return;
  const variable = kind === 'not_configured' ? details?.variable : 'OPENAI_API_KEY';
  const problem = problems.find(
    (known) => known.variable === variable && known.severity === 'error',
  );
  if (problem) logOperatorHint(problem);
}

function respondWithBody(body: ErrorBody): Response {
  return Response.json({ error: body }, { status: answerableStatus(body) });
}

/** The body keeps the status that came; the response may have to do with another one. */
function answerableStatus({ kind, status }: ErrorBody): number {
  if (status >= 400 && status <= 599 && !BROWSER_ACTS_ON.has(status)) return status;
  const usual = defaultStatusOf(kind);
  return BROWSER_ACTS_ON.has(usual) ? 400 : usual;
}

function setApiHeaders(headers: Headers, context: ApiContext, startedAt: number): void {
  const { request, config, requestId, answerHeaders } = context;
  for (const [name, value] of answerHeaders) headers.append(name, value);
  setApiSecurityHeaders(headers, { https: isHttps(request.headers, config) });
  headers.set('x-request-id', requestId);
  headers.set(BUILD_HEADER, config.build);
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  if (!headers.has('vary')) headers.set('vary', 'Cookie');
  headers.append('server-timing', `app;dur=${(performance.now() - startedAt).toFixed(1)}`);
}
