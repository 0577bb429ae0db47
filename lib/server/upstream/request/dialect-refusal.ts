import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ApiSetting } from '#lib/core/models/choose-dialect.ts';
import { isDialectRefused } from '#lib/core/models/is-dialect-refused.ts';
import { moreInformativeRefusal } from '#lib/core/models/more-informative-refusal.ts';
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
  const said = moreInformativeRefusal(first.failure, second.failure);
  return said === second.failure ? second : first;
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
