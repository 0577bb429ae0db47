import type { ChatMessage, Conversation } from '../chat/chat-log.ts';
import { conversationTitleFrom } from '../chat/conversation-tree.ts';
import { MAX_ID_LENGTH } from '../chat/new-id.ts';
import { parseStoredConversation, parseStoredMessage } from '../chat/stored-records.ts';
import { textHash } from '../text/text-hash.ts';
import { attachFiles, type ReadFiles } from './attach-files.ts';
import type { ForeignConversation, LeftOut } from './foreign-conversation.ts';
import { type JoinedMessage, joinNodes } from './join-nodes.ts';

/** What stands for a question with nothing to keep, which keeps its place. */
const NOTHING_SAID = '(a file that was not imported)';

/**
 * A conversation of another app as records. Its IDs depend on the app's own alone, so the same file makes
 * the same records. No messages if there is nothing to keep. Throws an `ImportRefusal` for a cycle.
 *
 * @param urls the pictures of replies, by name, as data URLs
 * @param readFiles the files of questions
 */
export function buildImported(
  foreign: ForeignConversation,
  urls: ReadonlyMap<string, string> = new Map(),
  readFiles: ReadFiles = new Map(),
): { conversation: Conversation; messages: ChatMessage[] } | null {
  const { messages: joined, messageOf } = joinNodes(foreign, urls);
  const conversationId = shortId(`${foreign.source}-${foreign.id || fallbackId(foreign)}`);
  const idOf = ({ id }: JoinedMessage) => shortId(`${conversationId}-${id}`);
  const messages = joined.flatMap(
    (message, seq) =>
      parseStoredMessage({
        ...{ id: idOf(message), conversationId, seq, role: message.role },
        parentId: message.parent ? idOf(message.parent) : null,
        ...(message.role === 'user'
          ? questionOf(message, idOf(message), readFiles, foreign.leftOut)
          : replyOf(message)),
        createdAt: message.createdAt ?? foreign.createdAt ?? 0,
      }) ?? [],
  );
  const leaf = foreign.leafId === null ? null : messageOf.get(foreign.leafId);
  const [first] = messages;
  const conversation = parseStoredConversation({
    id: conversationId,
    title: foreign.title || conversationTitleFrom(first?.text ?? ''),
    renamed: foreign.title !== '',
    // Another app's model is rarely one of this site's.
    model: null,
    leafId: leaf ? idOf(leaf) : null,
    createdAt: foreign.createdAt ?? first?.createdAt ?? 0,
    updatedAt: foreign.updatedAt ?? messages.at(-1)?.createdAt ?? 0,
  });
  return conversation && first ? { conversation, messages } : null;
}

function questionOf(
  { texts, files }: JoinedMessage,
  id: string,
  readFiles: ReadFiles,
  leftOut: LeftOut,
): Partial<ChatMessage> {
  const idOfFile = (place: number) => shortId(`${id}-f${place}`);
  const said = { text: texts.join('\n\n'), files, idOf: idOfFile };
  const { text, attachments } = attachFiles(said, readFiles, leftOut);
  const isEmpty = text === '' && attachments.length === 0;
  return {
    text: isEmpty ? NOTHING_SAID : text,
    status: 'done',
    ...(attachments.length > 0 && { attachments }),
  };
}

function replyOf(message: JoinedMessage): Partial<ChatMessage> {
  const { texts, thoughts, images, sources, model, isIncomplete } = message;
  const text = texts.join('\n\n');
  const isEmpty = text === '' && images.length === 0;
  return {
    text,
    status: isIncomplete || isEmpty ? 'stopped' : 'done',
    ...(thoughts.length > 0 && { thinking: thoughts.join('\n\n') }),
    ...(images.length > 0 && { images }),
    ...(sources.length > 0 && { sources }),
    ...(model !== undefined && { model }),
  };
}

/** For a conversation without an ID: of what it says first. */
function fallbackId({ title, nodes }: ForeignConversation): string {
  const start = nodes.slice(0, 20).map(({ id, role, text }) => [id, role, text.slice(0, 1000)]);
  return textHash(JSON.stringify([title, start]));
}

function shortId(id: string): string {
  return id.length <= MAX_ID_LENGTH ? id : `${id.slice(0, 100)}-${textHash(id)}`;
}
