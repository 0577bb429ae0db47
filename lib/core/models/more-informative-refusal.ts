import type { Failure } from '../errors/starlight-error.ts';

/** Which of two refusals of an API to report: what was said about the model says more than about the path. */
export function moreInformativeRefusal(first: Failure, second: Failure): Failure {
  return rankOf(second) > rankOf(first) ? second : first;
}

function rankOf({ kind, certainty }: Failure): number {
  return (certainty === 'guessed' ? 0 : 2) + (kind === 'model_wrong_endpoint' ? 1 : 0);
}
