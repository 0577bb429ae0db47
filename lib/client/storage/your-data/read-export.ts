import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import {
  parseStoredConversation,
  parseStoredMessage,
  recoverConversation,
} from '#lib/core/chat/stored-records.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import { EXPORT_FORMAT } from './export-text.ts';

export type ImportedRecords = {
  /** One for each conversation that has a record or a message. */
  conversations: Conversation[];
  messages: ChatMessage[];
};

/**
 * Reads the JSON text that `exportText` writes. What does not parse in it is left out; null when it is
 * not an export at all. Files come from anywhere: nothing of one is believed that the store would not
 * believe of itself.
 */
export function readExport(text: string): ImportedRecords | null {
  const file = parseJson(text);
  if (fieldOf(file, 'format') !== EXPORT_FORMAT) return null;
  const messages = listIn(file, 'messages').flatMap((each) => parseStoredMessage(each) ?? []);
  const named = listIn(file, 'conversations').flatMap(
    (each) => parseStoredConversation(each) ?? [],
  );
  const byConversation = Map.groupBy(messages, ({ conversationId }) => conversationId);
  for (const { id } of named) byConversation.delete(id);
  const recovered = Array.from(byConversation, ([id, own]) => recoverConversation(id, own));
  return { conversations: [...named, ...recovered], messages };
}

function listIn(file: unknown, name: string): unknown[] {
  const list = fieldOf(file, name);
  return Array.isArray(list) ? list : [];
}
