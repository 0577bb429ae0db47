import type { ErrorDetails } from '../errors/error-body.ts';
import type { ChatMessage } from './chat-log.ts';

const MARGIN = 0.9;

type Excess = Partial<
  Pick<ErrorDetails, 'limitTokens' | 'usedTokens' | 'limit' | 'used' | 'limitUnit'>
>;

/**
 * How many of the oldest messages to leave out so that a conversation fits the model, or a limit of the
 * site's own in messages or bytes, with room to spare for later messages.
 *
 * `path` ends with the question. Tokens and bytes are estimated from characters, scaled by the reported
 * use; without that, half is left out. The first message kept is always a user message.
 */
export function countToLeaveOut(
  path: readonly Pick<ChatMessage, 'role' | 'text'>[],
  details: Excess,
): number {
  // A message without text is not sent.
  const sizeOf = ({ text = '' } = {}) =>
    details.limitUnit === 'messages' ? Math.min(text.length, 1) : text.length;
  const total = path.reduce((sum, message) => sum + sizeOf(message), 0);
  const { limitTokens: limit = details.limit, usedTokens: used = details.used } = details;
  const fits = limit && used && used > limit ? limit / used : 0.5;
  const allowed = total * fits * MARGIN;
  let kept = total;
  let count = 0;
  while (count < path.length - 1 && (kept > allowed || path[count]?.role !== 'user')) {
    kept -= sizeOf(path[count]);
    count += 1;
  }
  return count;
}
