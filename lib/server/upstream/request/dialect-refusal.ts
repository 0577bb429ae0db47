import 'server-only';
import { type Failure, StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ApiSetting } from '#lib/core/models/choose-dialect.ts';
import type { ApiDialect } from '../api-dialect.ts';
import { wasRefused } from '../wire-error.ts';

// "Not found", "method not allowed", "gone": what servers say at a path they do not have.
const NO_SUCH_PATH = [404, 405, 410];
const NOT_IMPLEMENTED = 501;
/** What only the other API's body has: a server that asks for it expects the other API. */
const MEMBERS_OF_OTHER: Record<ApiDialect, readonly string[]> = {
  chat: ['input'],
  responses: ['messages'],
};

/**
 * Whether an upstream refused a request because of the API it was sent in: it has no such path, or does not
 * serve the model there. That the model does not exist is no such refusal, whatever its status.
 *
 * @param error what the transport threw; only an HTTP error counts, and it is never billed
 */
export function isDialectRefused({ failure, cause }: StarlightError, asked: ApiDialect): boolean {
  if (!wasRefused(cause)) return false;
  const { kind, status = 0, details } = failure;
  if (status === NOT_IMPLEMENTED) return true;
  switch (kind) {
    case 'wrong_url':
      return (
        NO_SUCH_PATH.includes(status) &&
        details?.reason !== 'api_version' &&
        details?.reason !== 'https_required'
      );
    case 'refused':
      return details?.reason === 'not_found';
    case 'model_wrong_endpoint':
      return details?.reason !== REASON_FOR_ASKED[asked];
    case 'bad_request':
    case 'unsupported_parameter':
      return (
        details?.reason === 'tools_with_reasoning' ||
        MEMBERS_OF_OTHER[asked].includes(details?.parameter ?? '')
      );
    default:
      return false;
  }
}

/** The reason of a model that is served in the API that was asked: the other would not help. */
const REASON_FOR_ASKED: Record<ApiDialect, string> = {
  chat: 'chat_only',
  responses: 'responses_only',
};

/**
 * The failure to report when both APIs failed: the second, unless it says no more than that the upstream
 * has no such API, either.
 */
export function moreInformative(
  first: StarlightError,
  second: StarlightError,
  secondAsked: ApiDialect,
): StarlightError {
  if (!isDialectRefused(second, secondAsked)) return second;
  return rankOf(second.failure) > rankOf(first.failure) ? second : first;
}

/** What the upstream said about the model says more than what it said about the path. */
function rankOf({ kind, certainty }: Failure): number {
  return (certainty === 'guessed' ? 0 : 2) + (kind === 'model_wrong_endpoint' ? 1 : 0);
}

/** Names STARLIGHT_API in a failure that it causes: it rules out the API that might work. */
export function blameSetting(error: unknown, setting: ApiSetting = 'auto'): unknown {
  if (!(error instanceof StarlightError) || setting === 'auto') return error;
  if (!isDialectRefused(error, setting)) return error;
  const { failure, cause } = error;
  const details = { ...failure.details, variable: 'STARLIGHT_API' };
  const blamed = new StarlightError({ ...failure, details });
  blamed.cause = cause;
  return blamed;
}
