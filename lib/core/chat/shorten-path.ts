import type { ChatMessage } from './chat-log.ts';

const MARGIN = 0.9;

/**
 * How many of the oldest messages to leave out so that a conversation fits the model.
 *
 * `path` ends with the question. Tokens are estimated from characters, scaled by the upstream's count;
 * without that count, half is left out. The first message kept is always a user message.
 */
export function countToLeaveOut(
  path: readonly Pick<ChatMessage, 'role' | 'text'>[],
  tokens: { limitTokens?: number | undefined; usedTokens?: number | undefined },
): number {
  const total = path.reduce((sum, message) => sum + message.text.length, 0);
  const { limitTokens, usedTokens } = tokens;
  const fits =
    limitTokens && usedTokens && usedTokens > limitTokens ? limitTokens / usedTokens : 0.5;
  const allowed = total * fits * MARGIN;
  let kept = total;
  let count = 0;
  while (count < path.length - 1 && (kept > allowed || path[count]?.role !== 'user')) {
    kept -= path[count]?.text.length ?? 0;
    count += 1;
  }
  return count;
}
