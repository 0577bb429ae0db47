import type { Attachment } from '#lib/core/attachments/attachment.ts';
import { fencedText } from '#lib/core/attachments/to-wire-request.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import type { ConversationSettings } from '#lib/core/chat/conversation-settings.ts';
import { sourcesAsMarkdown } from '#lib/core/chat/reply-as-text.ts';
import type { ToolCall } from '#lib/core/chat/reply-extras.ts';
import { settingsNotes } from '#lib/core/chat/settings-notes.ts';
import { indentJson } from '#lib/core/json/indent-json.ts';

/**
 * The visible path of a conversation as Markdown, with each message's text verbatim. Incomplete replies
 * are marked. A question's files, a reply's calls and the pages it cites follow the text; pictures are
 * noted, because only the complete export has room for them. What was set for the conversation comes first.
 */
export function conversationMarkdown(
  title: string,
  path: readonly ChatMessage[],
  settings: ConversationSettings = {},
): string {
  const sections = path.map((message) => `## ${headingOf(message)}\n\n${contentOf(message)}\n`);
  const note = settingsNotes(settings).map((line) => `> ${line.replaceAll('\n', '\n> ')}\n`);
  return [`# ${title}\n`, ...note, ...sections].join('\n');
}

function contentOf(message: ChatMessage): string {
  const { text, attachments = [], images = [], toolCalls = [], sources = [] } = message;
  const parts = [
    text,
    ...attachments.map(attachmentAsMarkdown),
    ...(images.length > 0 ? [pictureNote(images.length)] : []),
    ...toolCalls.map(callOf),
    sourcesAsMarkdown(sources),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function attachmentAsMarkdown(attachment: Attachment): string {
  switch (attachment.type) {
    case 'picture':
      return `*A picture, only in the complete export: ${escaped(attachment.name)}*`;
    case 'text':
      return fencedText(attachment);
    case 'absent':
      return `*A missing file: ${escaped(attachment.name)}*`;
  }
}

function escaped(name: string): string {
  return name.replace(/[\\[\]<>*_`]/g, '\\$&');
}

function pictureNote(count: number): string {
  const pictures = count === 1 ? 'A picture' : `${count} pictures`;
  return `*${pictures}, only in the complete export.*`;
}

function callOf({ name, arguments: text }: ToolCall): string {
  const code = indentJson(text);
  const longest = Math.max(2, ...Array.from(code.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const said = `*The model asked to call ${name}.*`;
  return code === '' ? said : `${said}\n\n${fence}json\n${code}\n${fence}`;
}

function headingOf({ role, model, status }: ChatMessage): string {
  if (role === 'user') return 'You';
  const heading = model === undefined ? 'Reply' : `Reply (${model})`;
  return status === 'done' ? heading : `${heading}, incomplete`;
}
