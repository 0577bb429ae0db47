import 'server-only';
import type { ErrorBody } from '#lib/core/errors/error-body.ts';
import { CLIENT_GONE_STATUS } from '#lib/core/errors/error-kinds.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { BUILD_HEADER } from '#lib/core/site-state.ts';
import type { Config } from '../config/config.ts';
import { configFor } from '../config/read-config.ts';
import { findOriginProblem } from '../guards/require-same-origin.ts';
import { createRequestLog, logOperatorHint, type RequestLog } from '../log/log.ts';
import { isSignedIn, readSessionToShow, roleOf } from '../session/read-session.ts';
import { isHttps } from '../session/request-scheme.ts';
import { visitorHash } from '../session/session-token.ts';
import { withPatience } from '../store/redis/patience.ts';
import {
  classOf,
  type FailureContent,
  toFullBody,
  toVisibleBody,
  writeFailure,
} from './failure-response.ts';
import { newRequestId } from './request-id.ts';
import { setApiHeaders } from './security-headers.ts';

/** The context of a handler. */
export type ApiContext = {
  request: Request;
  config: Config;
  requestId: string;
  log: RequestLog;
  /** Sent with the response, even when it reports a failure. */
  answerHeaders: Headers;
};

type ApiHandler = (context: ApiContext) => Promise<Response>;
type ApiOptions = {
  /** Formats failures differently from `{ error: ErrorBody }`. `error` is what was thrown. */
  formatFailure?: (error: StarlightError, body: ErrorBody, config: Config) => FailureContent;
};

/**
 * Wraps a route handler: assigns a request ID, answers failures with an `ErrorBody` (redacted for
 * everyone but the operator), adds the headers of every API response, and writes one log line when
 * the request ends. The function it returns never throws.
 *
 * @param route the path for the log
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
    const run = () => respond(handler, context, options);
    const { response, failed } = await (config.redisUrl === null ? run() : withPatience(run));
    setHeaders(response.headers, context, startedAt);
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
  thrown: unknown,
  context: ApiContext,
  { formatFailure }: ApiOptions,
): Promise<Response> {
  const { config, requestId, log } = context;
  const error = toStarlightError(thrown, context);
  const full = toFullBody(error, requestId);
  await logFailure(full, context);
  const body = toVisibleBody(full, log.audience);
  const content = formatFailure?.(error, body, config);
  const { status, headers, text } = writeFailure(error, body, content);
  return new Response(text, { status, headers });
}

/** Keeps only the class name of an unexpected error: its text can contain a key. */
function toStarlightError(error: unknown, { request, log }: ApiContext): StarlightError {
  if (error instanceof StarlightError) return error;
  log.set({ errorClass: classOf(error) });
  if (!request.signal.aborted) return new StarlightError('internal');
  log.set({ reason: 'client_gone' });
  return new StarlightError({ kind: 'internal', status: CLIENT_GONE_STATUS });
}

async function logFailure(body: ErrorBody, context: ApiContext): Promise<void> {
  const { request, config, log } = context;
  if (log.fields.role === undefined) {
    const session = await readSessionToShow(request.headers, config);
    log.set({ role: roleOf(session, config), ...(session && { visitor: visitorHash(session) }) });
    log.note({ isKnown: isSignedIn(session) });
  }
  log.set({
    kind: body.kind,
    certainty: body.certainty,
    reason: log.fields.reason ?? body.details?.reason,
    upstreamRequestId: log.fields.upstreamRequestId ?? body.upstreamRequestId,
  });
  logFixForOperator(body, config);
}

/** Visitors see only that the site needs setup; the log tells the operator what to fix. */
function logFixForOperator({ kind, details }: ErrorBody, { problems }: Config): void {
  const originProblem = kind === 'origin_rejected' ? findOriginProblem(details?.reason) : null;
  if (originProblem) logOperatorHint(originProblem);
  if (kind !== 'not_configured' && kind !== 'key_malformed' && kind !== 'wrong_credential_type')
    return;
  const variable = kind === 'not_configured' ? details?.variable : 'OPENAI_API_KEY';
  const problem = problems.find(
    (known) => known.variable === variable && known.severity === 'error',
  );
  if (problem) logOperatorHint(problem);
}

function setHeaders(headers: Headers, context: ApiContext, startedAt: number): void {
  const { request, config, requestId, answerHeaders } = context;
  for (const [name, value] of answerHeaders) headers.append(name, value);
  setApiHeaders(headers, { https: isHttps(request.headers, config), requestId });
  headers.set(BUILD_HEADER, config.build);
  if (!headers.has('vary')) headers.set('vary', 'Cookie');
  headers.append('server-timing', `app;dur=${(performance.now() - startedAt).toFixed(1)}`);
}
