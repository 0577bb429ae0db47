import type { ChatMessage } from './chat-log.ts';

/** How many characters of text, thinking and images a message has: nearly all that it takes to store. */
export function messageLength(message: ChatMessage): number {
  return message.text.length + (message.thinking ?? '').length + imagesLength(message);
}

/** How many characters the images of a message have. */
export function imagesLength({ images = [] }: ChatMessage): number {
  return images.reduce((sum, { length }) => sum + length, 0);
}
