import type { ChatMessage } from '#lib/core/chat/chat-log.ts';

/**
 * The visible path of a conversation as Markdown, with each message's text verbatim. Incomplete replies
 * are marked.
 */
export function conversationMarkdown(title: string, path: readonly ChatMessage[]): string {
  const sections = path.map((message) => `## ${headingOf(message)}\n\n${message.text}\n`);
  return [`# ${title}\n`, ...sections].join('\n');
}

function headingOf({ role, model, status }: ChatMessage): string {
  if (role === 'user') return 'You';
  const heading = model === undefined ? 'Reply' : `Reply (${model})`;
  return status === 'done' ? heading : `${heading}, incomplete`;
}
