import type { Usage } from '../chat/chat-events.ts';
import type { ErrorBody, ErrorDetails } from './error-body.ts';
import { type Certainty, defaultStatusOf, type ErrorKind } from './error-kinds.ts';

/** A failure that has no request ID yet. */
export type Failure = {
  kind: ErrorKind;
  /** Omitted if Starlight reports a failure of its own, about which there is nothing to guess. */
  certainty?: Certainty | undefined;
  /** HTTP status; defaults to the kind's. */
  status?: number | undefined;
  details?: ErrorDetails | undefined;
  /** Milliseconds until a retry can help. */
  retryAfterMs?: number | undefined;
  upstreamRequestId?: string | undefined;
};

/** The only error class. Its message is just the kind, so it can never contain a secret. */
export class StarlightError extends Error {
  readonly failure: Failure;
  /** What a reply used that ended in this failure, if the upstream counted it. Never sent. */
  usage?: Usage | undefined;

  constructor(failure: Failure | ErrorKind) {
    const full = typeof failure === 'string' ? { kind: failure } : failure;
    super(full.kind);
    this.name = 'StarlightError';
    this.failure = full;
  }

  get kind(): ErrorKind {
    return this.failure.kind;
  }
}

/** Turns a failure into the error body to send. */
export function toErrorBody(failure: Failure, requestId: string): ErrorBody {
  const { kind, certainty, status, details, retryAfterMs, upstreamRequestId } = failure;
  return {
    kind,
    status: status ?? defaultStatusOf(kind),
    requestId,
    ...(certainty !== undefined && { certainty }),
    ...(upstreamRequestId !== undefined && { upstreamRequestId }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(details !== undefined && { details }),
  };
}
