import 'server-only';
import OpenAI, { APIError } from 'openai';
import { classifyConnectionError } from '#lib/core/classify/classify-connection-error.ts';
import { classifyUpstreamError } from '#lib/core/classify/classify-upstream-error.ts';
import { type Failure, StarlightError } from '#lib/core/errors/starlight-error.ts';
import { providerOfHost } from '#lib/core/providers/find-provider.ts';
import type { ProviderId } from '#lib/core/providers/provider-names.ts';
import type { ApiDialect } from '../api-dialect.ts';
import { readCappedText } from '../reply/read-capped-text.ts';
import type { UpstreamOptions } from '../upstream.ts';
import { type RefusalCause, wireErrorOf } from '../wire-error.ts';
import type { ApiRequest } from './api-request.ts';
import { readRefusedEffort } from './read-refused-effort.ts';

const PATHS: Record<ApiDialect, string> = { chat: '/chat/completions', responses: '/responses' };
const MAX_ERROR_BODY_BYTES = 64 * 1024;
const ERROR_BODY_MS = 5_000;
// We enforce the deadlines; the SDK's timeout covers only the headers and throws its own error.
const SDK_TIMEOUT_MARGIN_MS = 60_000;
const REQUEST_ID = 'x-client-request-id';
/** The only headers ever sent: not the SDK's `x-stainless-*`, not those in OPENAI_CUSTOM_HEADERS. */
const SENT_HEADERS = [
  'accept',
  'authorization',
  'content-type',
  'openai-organization',
  'openai-project',
  'user-agent',
  REQUEST_ID,
];

/** Sends one request; resolves with the raw response of a 2xx, throws a `StarlightError` otherwise. */
export type OpenAiTransport = (request: ApiRequest, call: OpenAiCall) => Promise<Response>;

type OpenAiCall = { signal: AbortSignal; clientRequestId: string };

/** What is the same in every request of a dialect, streamed or not. */
type BuiltRequest = { url: string; headers: [string, string][] };

/**
 * The openai client, used only to build the request with its Authorization header. Retries, deadlines and
 * bodies are handled here.
 *
 * The client builds the first request of each dialect, streamed and not, and those that follow are built after
 * it: only the body and the request's ID differ. Building each would be a tenth of what Starlight spends on a request.
 */
export function createOpenAiTransport(options: UpstreamOptions): OpenAiTransport {
  const errorTexts = new WeakMap<Headers, string>();
  const provider = providerOfHost(new URL(options.baseUrl).host)?.id ?? null;
  const built = new Map<string, BuiltRequest>();
  /** The requests that the client is building: their shapes by their IDs. */
  const building = new Map<string, string>();
  const client = new OpenAI({
    apiKey: options.apiKey,
    baseURL: options.baseUrl,
    // Explicitly null, or the SDK reads them from the environment.
    organization: options.organization,
    project: options.project,
    adminAPIKey: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: options.deadlines.totalMs + SDK_TIMEOUT_MARGIN_MS,
    logLevel: 'off',
    fetch: async (input, init) => {
      const headers = pickHeaders(new Headers(init?.headers));
      const shape = building.get(headers.get(REQUEST_ID) ?? '');
      if (shape !== undefined) built.set(shape, { url: String(input), headers: [...headers] });
      return await send(input, { ...init, headers });
    },
  });

  const send = async (input: RequestInfo | URL, init: RequestInit) => {
    const response = await options.fetch(input, { ...init, redirect: 'manual' });
    return response.ok ? response : await saveErrorText(response, errorTexts);
  };

  const build = async ({ dialect, body }: ApiRequest, shape: string, call: OpenAiCall) => {
    building.set(call.clientRequestId, shape);
    try {
      return await client
        .post(PATHS[dialect], {
          body,
          signal: call.signal,
          stream: body.stream === true,
          headers: { [REQUEST_ID]: call.clientRequestId },
        })
        .asResponse();
    } finally {
      building.delete(call.clientRequestId);
    }
  };

  return async (request, call) => {
    const { signal, clientRequestId } = call;
    const shape = `${request.dialect} ${request.body.stream === true}`;
    const template = built.get(shape);
    try {
      if (!template) return await build(request, shape, call);
      const headers = new Headers(template.headers);
      headers.set(REQUEST_ID, clientRequestId);
      const body = JSON.stringify(request.body);
      const response = await send(template.url, { method: 'POST', headers, body, signal });
      if (response.ok) return response;
      throw new RefusedRequest(response);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw toStarlightError(error, errorTexts, provider);
    }
  };
}

/** As the SDK's own error, which keeps only these two of a response. */
class RefusedRequest extends Error {
  readonly status: number;
  readonly headers: Headers;

  constructor({ status, headers }: Response) {
    super('refused');
    this.status = status;
    this.headers = headers;
  }
}

function pickHeaders(headers: Headers): Headers {
  const picked = new Headers();
  for (const name of SENT_HEADERS) {
    const value = headers.get(name);
    if (value !== null) picked.set(name, value);
  }
  return picked;
}

/**
 * The SDK keeps only `body.error` of a failure and drops other shapes. This saves the original text, keyed
 * by the headers object that the SDK's error carries.
 */
async function saveErrorText(
  response: Response,
  errorTexts: WeakMap<Headers, string>,
): Promise<Response> {
  const limits = { maxBytes: MAX_ERROR_BODY_BYTES, maxMs: ERROR_BODY_MS };
  const isRedirect = response.status >= 300 && response.status < 400;
  const text = await readCappedText(
    response.body,
    isRedirect ? { ...limits, maxBytes: 0 } : limits,
  );
  const copy = new Response(isRedirect ? null : text, {
    status: response.status,
    headers: response.headers,
  });
  errorTexts.set(copy.headers, text);
  return copy;
}

/** Keeps nothing of the SDK's or Node's own error: the message of some contains the whole key. */
function toStarlightError(
  error: unknown,
  errorTexts: WeakMap<Headers, string>,
  provider: ProviderId | null,
): StarlightError {
  const isRefusal = error instanceof APIError || error instanceof RefusedRequest;
  if (!isRefusal || error.status === undefined || !error.headers) {
    return new StarlightError(classifyConnectionError(error));
  }
  const { status, headers } = error;
  const body = errorTexts.get(headers) ?? '';
  const failure = classifyUpstreamError({ status, headers, body, provider });
  const efforts = isRefusedParameter(failure) ? readRefusedEffort(body) : null;
  const failed = new StarlightError(efforts === null ? failure : withEffortNamed(failure));
  const cause: RefusalCause = { ...wireErrorOf(body), refused: true, ...(efforts && { efforts }) };
  // The openai SDKs obey this header too. `true` is ignored: the retry policy decides when a retry helps.
  if (headers.get('x-should-retry') === 'false') cause.forbidsRetry = true;
  failed.cause = cause;
  return failed;
}

function isRefusedParameter({ kind, details }: Failure): boolean {
  if (details?.reason === 'tools_with_reasoning') return false;
  return kind === 'unsupported_parameter' || kind === 'bad_request';
}

/** Under the one name for it, whichever API's the refusal has. */
function withEffortNamed(failure: Failure): Failure {
  return { ...failure, details: { ...failure.details, parameter: 'reasoning_effort' } };
}
