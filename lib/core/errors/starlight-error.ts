import type { ErrorBody, ErrorDetails } from './error-body.ts';
import { defaultStatusOf, type ErrorKind } from './error-kinds.ts';

/** What is known of a failure before it has a request id. */
export type Failure = {
  kind: ErrorKind;
  /** HTTP status; the kind's own where absent. */
  status?: number | undefined;
  details?: ErrorDetails | undefined;
  /** Milliseconds until a retry can help. */
  retryAfterMs?: number | undefined;
  upstreamRequestId?: string | undefined;
};

/** The one error class. Its message is the kind alone: nothing that could hold a secret is ever put in it. */
export class StarlightError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure | ErrorKind) {
    const known = typeof failure === 'string' ? { kind: failure } : failure;
    super(known.kind);
    this.name = 'StarlightError';
    this.failure = known;
  }

  get kind(): ErrorKind {
    return this.failure.kind;
  }
}

/** Completes a failure into what crosses the wire. */
export function toErrorBody(failure: Failure, requestId: string): ErrorBody {
  const { kind, status, details, retryAfterMs, upstreamRequestId } = failure;
  return {
    kind,
    status: status ?? defaultStatusOf(kind),
    requestId,
    ...(upstreamRequestId !== undefined && { upstreamRequestId }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(details !== undefined && { details }),
  };
}
