import 'server-only';
import { describeError } from '#lib/core/catalogue/describe-error.ts';
import { ERROR_CATALOGUE } from '#lib/core/catalogue/error-catalogue.ts';
import type { ErrorBody } from '#lib/core/errors/error-body.ts';
import { defaultStatusOf, type ErrorKind } from '#lib/core/errors/error-kinds.ts';
import type { WireError } from '../upstream/wire-error.ts';

/** OpenAI's error envelope (API reference, "Error codes"). */
export type OpenAiError = {
  error: { message: string; type: string; code: string | null; param: string | null };
};

/** What OpenAI calls the same thing, so that programs which decide by code go on working. */
const OPENAI_CODES: Partial<Record<ErrorKind, string>> = {
  model_not_offered: 'model_not_found',
  visitor_rate_limited: 'rate_limit_exceeded',
  body_too_large: 'request_too_large',
};

/**
 * A failure in OpenAI's envelope: our words, and the upstream's type and code where they are known
 * ones. The words are those for a visitor, since the caller does not own the key.
 */
export function toOpenAiError(
  body: ErrorBody,
  wire: WireError,
  { contact, upstreamName }: { contact: string | null; upstreamName: string },
): OpenAiError {
  const { heading } = describeError(body, {
    audience: 'visitor',
    contact,
    upstreamName,
    model: body.details?.model ?? null,
  });
  return {
    error: {
      message: `${messageOf(body, heading)} (Request ID: ${body.requestId})`,
      type: wire.type ?? typeOf(statusFor(body)),
      code: wire.code ?? OPENAI_CODES[body.kind] ?? body.kind,
      param: body.details?.parameter ?? body.details?.field ?? null,
    },
  };
}

/** The catalogue speaks to people on a page; where that would mislead a program, this speaks to it. */
function messageOf({ kind, details }: ErrorBody, heading: string): string {
  const field = details?.field;
  switch (kind) {
    case 'invalid_request':
      return field === undefined || field === 'body'
        ? "Starlight doesn't accept this request body; it must be a JSON object in OpenAI's format."
        : `Starlight doesn't accept the value of ${field}, or has no field with that name.`;
    case 'unsupported_media_type':
      return 'The request must be sent with Content-Type: application/json.';
    default:
      return `${heading}. ${ERROR_CATALOGUE[kind].meaning}`;
  }
}

/** The same as a response. `x-should-retry` keeps OpenAI's own clients from repeating what cannot succeed. */
export function respondWithOpenAiError(body: ErrorBody, error: OpenAiError): Response {
  const headers: Record<string, string> =
    ERROR_CATALOGUE[body.kind].retry === 'never' ? { 'x-should-retry': 'false' } : {};
  return Response.json(error, { status: statusFor(body), headers });
}

/** A 401 about the caller's own credentials. */
export function respondUnauthorized({
  code,
  message,
}: {
  code: string;
  message: string;
}): Response {
  const error: OpenAiError = {
    error: { message, type: 'invalid_request_error', code, param: null },
  };
  return Response.json(error, {
    status: 401,
    headers: { 'www-authenticate': 'Bearer', 'x-should-retry': 'false' },
  });
}

function statusFor({ kind, status }: ErrorBody): number {
  return status >= 400 && status <= 599 ? status : defaultStatusOf(kind);
}

function typeOf(status: number): string {
  if (status === 429) return 'requests';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}
