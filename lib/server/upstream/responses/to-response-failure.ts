import 'server-only';
import { classifyErrorEvent } from '#lib/core/classify/classify-error-event.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ProviderId } from '#lib/core/providers/provider-names.ts';
import { wireErrorOf } from '../wire-error.ts';

/** The failure that an error is, with its type and code in OpenAI's terms as its cause. */
export function toResponseFailure(
  error: { error: unknown },
  provider: ProviderId | null,
): StarlightError {
  const failure = new StarlightError(classifyErrorEvent(error, provider));
  failure.cause = wireErrorOf(error);
  return failure;
}
