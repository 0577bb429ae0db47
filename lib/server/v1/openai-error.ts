import 'server-only';
import { describeError } from '#lib/core/catalogue/describe-error.ts';
import { ERROR_CATALOGUE } from '#lib/core/catalogue/error-catalogue.ts';
import { NO_KNOWN_REASON } from '#lib/core/catalogue/messages/guess-messages.ts';
import type { ErrorBody } from '#lib/core/errors/error-body.ts';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';
import { TeamRefusedError } from '../guards/require-team.ts';
import { errorStatusOf, type FailureContent } from '../http/failure-response.ts';
import { wireErrorOfCause } from '../upstream/wire-error.ts';
import { RefusedParameterError } from './request/refused-parameter-error.ts';
import { ResponsesMissingError } from './responses-missing-error.ts';

/** OpenAI's error envelope (API reference, "Error codes"). */
type OpenAiError = {
  error: { message: string; type: string; code: string | null; param: string | null };
};

type Site = Pick<Config, 'contact' | 'upstreamName'>;

/** OpenAI's codes for the same failures, so that clients which check the code keep working. */
const OPENAI_CODES: Partial<Record<ErrorKind, string>> = {
  model_not_offered: 'model_not_found',
  visitor_rate_limited: 'rate_limit_exceeded',
  body_too_large: 'request_too_large',
};

/**
 * Puts a failure into OpenAI's envelope: our message, and the upstream's type and code if they are
 * known. The message is the visitor's version, since the caller does not own the key.
 *
 * @param thrown carries the upstream's type and code; an `ErrorBody` has only our own kind
 */
export function toOpenAiError(thrown: unknown, body: ErrorBody, site: Site): OpenAiError {
  const isMissing = thrown instanceof ResponsesMissingError;
  const wire = wireErrorOfCause(thrown instanceof StarlightError ? thrown.cause : null);
  return {
    error: {
      message: `${messageOf(thrown, body, site)} (Request ID: ${body.requestId})`,
      type: wire.type ?? typeOf(errorStatusOf(body)),
      code: isMissing ? thrown.code : (wire.code ?? codeOf(thrown, body)),
      param: refusedField(body),
    },
  };
}

/**
 * The same as a response. `x-should-retry` keeps OpenAI's own clients from retrying what cannot
 * succeed.
 */
export function toOpenAiFailure(thrown: unknown, body: ErrorBody, site: Site): FailureContent {
  const neverRetry =
    thrown instanceof ResponsesMissingError ||
    isUnknownPath(body) ||
    ERROR_CATALOGUE[body.kind].retry === 'never';
  return {
    status: errorStatusOf(body),
    json: toOpenAiError(thrown, body, site),
    headers: {
      ...(neverRetry && { 'x-should-retry': 'false' }),
      // A 401 about the caller's own credentials (RFC 9110, 15.5.2).
      ...(thrown instanceof TeamRefusedError && { 'www-authenticate': 'Bearer' }),
    },
  };
}

const SERVED_PATHS =
  'Under /v1, Starlight only serves POST /v1/chat/completions, POST /v1/responses and GET /v1/models.';

/** The catalog's messages are for people on a page; these replace those that would mislead an API client. */
function messageOf(thrown: unknown, body: ErrorBody, { contact, upstreamName }: Site): string {
  if (thrown instanceof TeamRefusedError || thrown instanceof ResponsesMissingError) {
    return thrown.advice;
  }
  if (thrown instanceof RefusedParameterError && thrown.advice !== null) {
    return `Starlight doesn't accept ${refusedField(body)}. ${thrown.advice}`;
  }
  const path = unknownPathMessage(body);
  if (path !== null) return path;
  const { kind, details } = body;
  switch (kind) {
    case 'invalid_request':
      return invalidRequestMessage(refusedField(body));
    case 'unsupported_media_type':
      return 'The request must be sent with Content-Type: application/json.';
    default: {
      const { heading } = describeError(body, {
        audience: 'visitor',
        contact,
        upstreamName,
        model: details?.model ?? null,
      });
      const { meaning } = ERROR_CATALOGUE[kind];
      if (body.certainty === 'guessed') return `${heading}. ${NO_KNOWN_REASON}`;
      return `${heading}.` === meaning ? meaning : `${heading}. ${meaning}`;
    }
  }
}

function invalidRequestMessage(field: string | null): string {
  return field === null || field === 'body'
    ? "Starlight doesn't accept this request body; it must be a JSON object with the fields of OpenAI's format."
    : `Starlight doesn't accept the value of ${field}, or has no field with that name.`;
}

/** A field of this request, or one that the upstream named. */
function refusedField({ details }: ErrorBody): string | null {
  return details?.parameter ?? details?.field ?? null;
}

function codeOf(thrown: unknown, body: ErrorBody): string {
  if (thrown instanceof TeamRefusedError) return thrown.code;
  return isUnknownPath(body) ? 'unknown_url' : (OPENAI_CODES[body.kind] ?? body.kind);
}

function isUnknownPath(body: ErrorBody): boolean {
  return unknownPathMessage(body) !== null;
}

function unknownPathMessage({ kind, details }: ErrorBody): string | null {
  if (kind !== 'invalid_request') return null;
  switch (details?.reason) {
    case 'unknown_path':
      return SERVED_PATHS;
    case 'nothing_stored':
      return `Starlight stores no responses and no conversations, so there is nothing to fetch, cancel or delete. ${SERVED_PATHS}`;
    default:
      return null;
  }
}

function typeOf(status: number): string {
  if (status === 429) return 'requests';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}
