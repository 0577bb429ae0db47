import type { ChatRequestMessage } from './chat-request.ts';

/** What the visitor typed, beside the pictures of a message. */
export function typedText({ content }: Pick<ChatRequestMessage, 'content'>): string {
  if (typeof content === 'string') return content;
  return content.find((part) => part.type === 'text')?.text ?? '';
}
