import { keepValidDetails } from '../../errors/error-body.ts';
import type { Failure } from '../../errors/starlight-error.ts';
import type { HeaderReader, Verdict } from '../classification.ts';
import type { ErrorShape } from '../evidence/read-error-shape.ts';
import { readLimits } from './read-limits.ts';
import { readRetryTime } from './read-retry-time.ts';
import { readSafeNames } from './read-safe-names.ts';

type FailureDetails = Pick<Failure, 'details' | 'retryAfterMs' | 'upstreamRequestId'>;

/**
 * Reads everything about a failure other than its kind and status: the numbers and names that a
 * banner may use, each only from where no other text can be, the wait, and the upstream's request ID.
 *
 * @param answer the response's headers (an error in a stream has none of its own), and the time in
 *   milliseconds since 1970, for moments
 */
export function readFailureDetails(
  { kind, reason }: Verdict,
  shape: ErrorShape,
  { headers, now }: { headers: HeaderReader; now: number } = {
    headers: new Headers(),
    now: Date.now(),
  },
): FailureDetails {
  const details = keepValidDetails({
    ...readLimits(kind, shape, headers),
    ...readSafeNames(kind, shape),
    reason,
  });
  const retryAfterMs = readRetryTime(kind, {
    message: shape.message,
    fields: shape.fields ?? [],
    headers,
    now,
  });
  const upstreamRequestId = readRequestId(headers.get('x-request-id'));
  return {
    ...(details && { details }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(upstreamRequestId !== undefined && { upstreamRequestId }),
  };
}

function readRequestId(id: string | null): string | undefined {
  if (id === null || !/^[A-Za-z0-9_-]{1,64}$/.test(id)) return undefined;
  // An upstream that echoes request headers must not leak a key this way.
  return /(?:^|[_-])(?:sk|sess|gsk|xai|bearer)[_-]/i.test(id) ? undefined : id;
}
