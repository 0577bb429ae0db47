import { type ErrorDetails, keepValidDetails } from '../errors/error-body.ts';
import type { ErrorKind } from '../errors/error-kinds.ts';
import type { Verdict } from './classification.ts';
import { readContextTokens } from './read-context-tokens.ts';
import type { ErrorShape } from './read-error-shape.ts';
import { readRateLimit } from './read-rate-limit.ts';
import { readModelName, readParameterName, readRegionHost, readScope } from './read-safe-names.ts';

type HeaderReader = { get(name: string): string | null };

/**
 * The numbers and names of a failure that a banner may use, each read from a place where only such
 * a thing can stand. `undefined` when there is none.
 */
export function readFailureDetails(
  verdict: Verdict,
  shape: ErrorShape,
  headers: HeaderReader | null,
): ErrorDetails | undefined {
  return keepValidDetails({
    ...detailsOfKind(verdict.kind, shape, headers),
    reason: verdict.reason,
  });
}

function detailsOfKind(
  kind: ErrorKind,
  shape: ErrorShape,
  headers: HeaderReader | null,
): Record<string, unknown> {
  switch (kind) {
    case 'rate_limited':
    case 'rate_limited_daily':
    case 'request_too_large':
      return { ...readRateLimit(shape.message, headers), model: readModelName(shape.message) };
    case 'context_too_long':
      return readContextTokens(shape);
    case 'message_too_long':
      return { ...readStringLength(shape.message), parameter: readParameterName(shape) };
    case 'wrong_host':
      return { host: readRegionHost(shape.message) };
    case 'missing_scopes':
      return { scope: readScope(shape.message) };
    case 'model_not_found':
    case 'model_not_allowed':
    case 'model_wrong_endpoint':
    case 'organization_unverified':
      return { model: readModelName(shape.message) };
    case 'bad_request':
    case 'unsupported_parameter':
    case 'image_rejected':
      return { parameter: readParameterName(shape) };
    default:
      return {};
  }
}

/** "string too long. Expected a string with maximum length 1048576, but got a string with length 1744259" */
function readStringLength(message: string): Record<string, unknown> {
  const found = /maximum length (\d{1,12}), but got a string with length (\d{1,12})/.exec(message);
  if (!found) return {};
  return { limit: Number(found[1]), used: Number(found[2]), limitUnit: 'characters' };
}
