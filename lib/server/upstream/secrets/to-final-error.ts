import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { type KeyDetector, withoutKey } from './key-detector.ts';

/** Adds the upstream's request id to a failure after the headers; drops values that hold part of the key. */
export function toFinalError(
  error: unknown,
  upstreamRequestId: string | undefined,
  holdsKey: KeyDetector,
): unknown {
  if (!(error instanceof StarlightError)) return error;
  const failure = { ...error.failure };
  failure.upstreamRequestId ??= upstreamRequestId;
  const final = new StarlightError(withoutKey(failure, holdsKey));
  final.cause = error.cause;
  final.usage = error.usage;
  return final;
}
