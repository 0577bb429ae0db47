import { spokenText } from '../markdown/spoken-text.ts';
import { formatCount } from '../text/format-amount.ts';
import type { ChatMessage } from './chat-log.ts';

const MAX_SPOKEN_LENGTH = 2000;

/** What a screen reader says once a reply has ended: its text, and what it has besides. */
export function announcementOf({
  text,
  images = [],
  toolCalls = [],
}: Pick<ChatMessage, 'text' | 'images' | 'toolCalls'>): string {
  const [call] = toolCalls;
  const parts = [
    text !== '' && `Reply: ${spokenText(text.slice(0, MAX_SPOKEN_LENGTH))}`,
    images.length === 1 && 'Picture received',
    images.length > 1 && `${formatCount(images.length)} pictures received`,
    call && toolCalls.length === 1 && `The model asked to call ${call.name}`,
    toolCalls.length > 1 && `The model asked to call ${formatCount(toolCalls.length)} functions`,
  ];
  return parts.filter(Boolean).join('. ');
}
