import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import {
  parseStoredConversation,
  parseStoredMessage,
  recoverConversation,
} from '#lib/core/chat/stored-records.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { type Preset, readPreset } from '#lib/core/saved/preset.ts';
import { type Prompt, readPrompt } from '#lib/core/saved/prompt.ts';
import { EXPORT_FORMAT } from './export-text.ts';

export type ImportedRecords = {
  /** One per conversation that has a record or a message. */
  conversations: Conversation[];
  messages: ChatMessage[];
  presets?: Preset[] | undefined;
  prompts?: Prompt[] | undefined;
};

/**
 * Reads the decoded JSON that `exportText` writes. Records that do not parse are left out; null if it is
 * not an export. Files can come from anywhere, so records are validated like those in storage.
 */
export function readExport(file: unknown): ImportedRecords | null {
  if (fieldOf(file, 'format') !== EXPORT_FORMAT) return null;
  const messages = listIn(file, 'messages').flatMap((record) => parseStoredMessage(record) ?? []);
  const stored = listIn(file, 'conversations').flatMap((record) => {
    const conversation = parseStoredConversation(record);
    if (!conversation) return [];
    // Someone who imports it wants to have it: marked as deleted, it would be erased within seconds.
    const { deletedAt, ...kept } = conversation;
    return kept;
  });
  const byConversation = Map.groupBy(messages, ({ conversationId }) => conversationId);
  for (const { id } of stored) byConversation.delete(id);
  const recovered = Array.from(byConversation, ([id, own]) => recoverConversation(id, own));
  return { conversations: [...stored, ...recovered], messages, ...savedIn(file) };
}

/** What was saved besides conversations; absent where nothing was. */
function savedIn(file: unknown): Pick<ImportedRecords, 'presets' | 'prompts'> {
  const presets = listIn(file, 'presets').flatMap((record) => readPreset(record) ?? []);
  const prompts = listIn(file, 'prompts').flatMap((record) => readPrompt(record) ?? []);
  return { ...(presets.length > 0 && { presets }), ...(prompts.length > 0 && { prompts }) };
}

function listIn(file: unknown, name: string): unknown[] {
  const list = fieldOf(file, name);
  return Array.isArray(list) ? list : [];
}
