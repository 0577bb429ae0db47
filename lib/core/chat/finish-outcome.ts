import { assertNever } from '../assert-never.ts';
import type { ErrorKind } from '../errors/error-kinds.ts';
import type { FinishReason } from './chat-events.ts';

/** The error kind for a reply's finish reason; null for a normal end. */
export function kindOfFinish(reason: FinishReason): ErrorKind | null {
  switch (reason) {
    case 'stop':
      return null;
    case 'length':
      return 'reply_truncated';
    case 'content_filter':
      return 'reply_filtered';
    case 'refusal':
      return 'reply_refused';
    case 'tool_calls':
      return 'reply_empty';
    case 'unknown':
      return 'reply_end_unknown';
    default:
      return assertNever(reason);
  }
}
