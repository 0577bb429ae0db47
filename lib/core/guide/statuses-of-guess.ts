import { classifyUpstreamError } from '../classify/classify-upstream-error.ts';
import type { ErrorKind } from '../errors/error-kinds.ts';

const ERROR_STATUSES = Array.from({ length: 200 }, (_, at) => 400 + at);
/** Bodies that say nothing: JSON, a page, a word, nothing. */
const BODIES = ['{"error":{"message":"-"}}', '<html><body>-</body></html>', '-', ''];

let known: ReadonlyMap<ErrorKind, readonly number[]> | undefined;

/** The statuses, in ascending order, that lead to a kind if a response has nothing else to go by. */
export function statusesOfGuess(kind: ErrorKind): readonly number[] {
  known ??= readStatuses();
  return known.get(kind) ?? [];
}

function readStatuses(): ReadonlyMap<ErrorKind, readonly number[]> {
  const statuses = new Map<ErrorKind, number[]>();
  for (const status of ERROR_STATUSES) {
    const kinds = BODIES.map(
      (body) => classifyUpstreamError({ status, headers: new Headers(), body }, 0).kind,
    );
    for (const kind of new Set(kinds)) statuses.set(kind, [...(statuses.get(kind) ?? []), status]);
  }
  return statuses;
}
