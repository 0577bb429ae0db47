import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import { describeError } from '#lib/core/catalogue/describe-error.ts';
import type { ErrorBody } from '#lib/core/errors/error-body.ts';
import { defaultStatusOf, type ErrorKind } from '#lib/core/errors/error-kinds.ts';

type Circumstances = Omit<Parameters<typeof describeError>[1], 'audience'>;

const ADA: Circumstances = { contact: 'Ada', upstreamName: 'OpenAI', model: 'gpt-5' };

/** What the banner says of a failure, by default of OpenAI's gpt-5 at a site whose owner is Ada. */
export function described(
  kind: ErrorKind,
  audience: Audience,
  more: Partial<Pick<ErrorBody, 'details' | 'status' | 'retryAfterMs'>> & {
    circumstances?: Partial<Circumstances>;
  } = {},
) {
  const { circumstances, ...known } = more;
  const body: ErrorBody = { kind, status: defaultStatusOf(kind), requestId: 'req_1', ...known };
  return describeError(body, { ...ADA, ...circumstances, audience });
}

export const toVisitor = (kind: ErrorKind, more?: Parameters<typeof described>[2]) =>
  described(kind, 'visitor', more);
export const toOperator = (kind: ErrorKind, more?: Parameters<typeof described>[2]) =>
  described(kind, 'operator', more);
