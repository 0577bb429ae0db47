import type { ChatMessage } from '#lib/core/chat/chat-log.ts';

/**
 * The shown path of a conversation as Markdown, each message's text exactly as it is. A reply that is
 * not whole says so.
 */
export function conversationMarkdown(title: string, path: readonly ChatMessage[]): string {
  const sections = path.map((message) => `## ${headingOf(message)}\n\n${message.text}\n`);
  return [`# ${title}\n`, ...sections].join('\n');
}

function headingOf({ role, model, status }: ChatMessage): string {
  if (role === 'user') return 'You';
  const named = model === undefined ? 'Reply' : `Reply (${model})`;
  return status === 'done' ? named : `${named}, incomplete`;
}
