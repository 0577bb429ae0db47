import type { ChatMessage } from './chat-log.ts';

const MARGIN = 0.9;
/** About a thousand tokens. */
const CHARS_PER_PICTURE = 4000;

/**
 * How many of the oldest messages to leave out so that a conversation fits the model.
 *
 * `path` ends with the question. Tokens are estimated from characters, scaled by the upstream's count;
 * without that count, half is left out: of the bytes, of which pictures have the most. The first message
 * kept is always a user message.
 */
export function countToLeaveOut(
  path: readonly Pick<ChatMessage, 'role' | 'text' | 'attachments'>[],
  tokens: { limitTokens?: number | undefined; usedTokens?: number | undefined },
): number {
  const { limitTokens, usedTokens } = tokens;
  const sizes = path.map((message) => sizeOf(message, limitTokens !== undefined));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const fits =
    limitTokens && usedTokens && usedTokens > limitTokens ? limitTokens / usedTokens : 0.5;
  const allowed = total * fits * MARGIN;
  let kept = total;
  let count = 0;
  while (count < path.length - 1 && (kept > allowed || path[count]?.role !== 'user')) {
    kept -= sizes[count] ?? 0;
    count += 1;
  }
  return count;
}

function sizeOf(
  { text, attachments = [] }: Pick<ChatMessage, 'text' | 'attachments'>,
  countsTokens: boolean,
): number {
  return attachments.reduce((sum, attachment) => {
    if (attachment.type === 'text') return sum + attachment.text.length;
    if (attachment.type === 'absent') return sum;
    return sum + (countsTokens ? CHARS_PER_PICTURE : attachment.url.length);
  }, text.length);
}
