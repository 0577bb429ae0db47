import type { ErrorDetails } from '../errors/error-body.ts';
import type { ChatMessage } from './chat-log.ts';

const MARGIN = 0.9;
/** About a thousand tokens. */
const CHARS_PER_PICTURE = 4000;

type Excess = Partial<
  Pick<ErrorDetails, 'limitTokens' | 'usedTokens' | 'limit' | 'used' | 'limitUnit'>
>;

/**
 * How many of the oldest messages to leave out so that a conversation fits the model, or a limit of the
 * site's own in messages or bytes, with room to spare for later messages.
 *
 * `path` ends with the question. Tokens and bytes are estimated from characters, scaled by the reported
 * use; without that, half is left out: of the bytes, of which pictures have the most. The first message
 * kept is always a user message.
 */
export function countToLeaveOut(
  path: readonly Pick<ChatMessage, 'role' | 'text' | 'attachments'>[],
  details: Excess,
): number {
  const { limitTokens, limitUnit = limitTokens === undefined ? 'bytes' : 'tokens' } = details;
  const sizes = path.map((message) => sizeOf(message, limitUnit));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const { limitTokens: limit = details.limit, usedTokens: used = details.used } = details;
  const fits = limit && used && used > limit ? limit / used : 0.5;
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
  unit: string,
): number {
  // A message with nothing in it is not sent.
  if (unit === 'messages') return text !== '' || attachments.length > 0 ? 1 : 0;
  return attachments.reduce((sum, attachment) => {
    if (attachment.type === 'text') return sum + attachment.text.length;
    if (attachment.type === 'absent') return sum;
    return sum + (unit === 'tokens' ? CHARS_PER_PICTURE : attachment.url.length);
  }, text.length);
}
