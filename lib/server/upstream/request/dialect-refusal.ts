import 'server-only';
import { type Failure, StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ApiSetting } from '#lib/core/models/choose-dialect.ts';
import { isDialectRefused } from '#lib/core/models/is-dialect-refused.ts';
import type { ApiDialect } from '../api-dialect.ts';
import { wasRefused } from '../wire-error.ts';

/**
 * Whether the other API may be asked instead: this one was refused, with an HTTP error, which is never
 * billed.
 *
 * @param error what the transport threw
 */
export function mayAskInOther({ failure, cause }: StarlightError, asked: ApiDialect): boolean {
  return wasRefused(cause) && isDialectRefused(failure, asked);
}

/**
 * The failure to report when both APIs failed: the second, unless it says no more than that the upstream
 * has no such API, either.
 */
export function moreInformative(
  first: StarlightError,
  second: StarlightError,
  secondAsked: ApiDialect,
): StarlightError {
  if (!mayAskInOther(second, secondAsked)) return second;
  return rankOf(second.failure) > rankOf(first.failure) ? second : first;
}

/** What the upstream said about the model says more than what it said about the path. */
function rankOf({ kind, certainty }: Failure): number {
  return (certainty === 'guessed' ? 0 : 2) + (kind === 'model_wrong_endpoint' ? 1 : 0);
}

/** Names STARLIGHT_API in a failure that it causes: it rules out the API that might work. */
export function blameSetting(error: unknown, setting: ApiSetting = 'auto'): unknown {
  if (!(error instanceof StarlightError) || setting === 'auto') return error;
  if (!mayAskInOther(error, setting)) return error;
  const { failure, cause } = error;
  const details = { ...failure.details, variable: 'STARLIGHT_API' };
  const blamed = new StarlightError({ ...failure, details });
  blamed.cause = cause;
  return blamed;
}
