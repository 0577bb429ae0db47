import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { readUpstreamEnding, type UpstreamEnding } from '../reply/upstream-ending.ts';

/**
 * Reads how a response ended; `failed` if it says so. One that is still `queued` or `in_progress` when
 * nothing more will arrive was interrupted, and so was one that was canceled.
 *
 * @param response a document, or what `lastResponseOf` returned
 */
export function readResponseEnding(response: Record<string, unknown>): UpstreamEnding | 'failed' {
  const { status } = response;
  const reason = fieldOf(response['incomplete_details'], 'reason');
  switch (status) {
    case 'failed':
      return 'failed';
    case 'cancelled':
    case 'canceled':
      return 'interrupted';
    case 'queued':
    case 'in_progress':
      return 'interrupted';
    case 'incomplete':
      return incompleteEnding(reason);
    default:
      return typeof reason === 'string' ? incompleteEnding(reason) : 'stop';
  }
}

/** `max_output_tokens`, `content_filter`, or a reason of the gateway's own. */
function incompleteEnding(reason: unknown): UpstreamEnding {
  const ending = readUpstreamEnding({ finish_reason: reason });
  return ending === null || ending === 'stop' ? 'unknown' : ending;
}
