import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import type { DraftFiles } from './draft-files.ts';

/**
 * Messages of an unfinished write, with the files that their draft had; none without such a file. The
 * journal keeps the names alone.
 */
export async function restoreFiles(
  messages: readonly ChatMessage[],
  files: DraftFiles,
): Promise<ChatMessage[]> {
  const restored = await Promise.all(messages.map((message) => restoreOne(message, files)));
  return restored.filter((message) => message !== null);
}

async function restoreOne(message: ChatMessage, files: DraftFiles): Promise<ChatMessage | null> {
  const { attachments = [] } = message;
  const absent = attachments.filter(({ type }) => type === 'absent');
  if (absent.length === 0) return null;
  const found = new Map(
    (await files.read(absent.map(({ id }) => id))).map((file) => [file.id, file]),
  );
  if (found.size === 0) return null;
  return {
    ...message,
    attachments: attachments.map((attachment) => found.get(attachment.id) ?? attachment),
  };
}
