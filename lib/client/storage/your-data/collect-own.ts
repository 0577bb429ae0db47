import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import {
  parseStoredConversation,
  parseStoredMessage,
  recoverConversation,
} from '#lib/core/chat/stored-records.ts';
import { listField, textField } from '#lib/core/import/json-fields.ts';
import { type Preset, readPreset } from '#lib/core/saved/preset.ts';
import { type Prompt, readPrompt } from '#lib/core/saved/prompt.ts';
import { PROMPT_FILE_FORMAT } from '#lib/core/saved/prompt-file.ts';
import { EXPORT_FORMAT } from './export-text.ts';

export type ImportedRecords = {
  /** One per conversation that has a record or a message. */
  conversations: Conversation[];
  messages: ChatMessage[];
  presets?: Preset[] | undefined;
  prompts?: Prompt[] | undefined;
};

/** A record of an own export, and the list that it is in. */
type OwnRecord = { member: string; value: unknown };

/** The lists of an export; `unreadable` has what could not be read where it was made. */
const MEMBERS = ['conversations', 'messages', 'presets', 'prompts', 'unreadable'] as const;

/** The records of a whole own file: an export, or one of prompts. Null for anything else. */
export function ownRecordsIn(file: unknown): OwnRecord[] | null {
  switch (textField(file, 'format')) {
    case EXPORT_FORMAT:
      return MEMBERS.flatMap((member) =>
        listField(file, member).map((value) => ({ member, value })),
      );
    case PROMPT_FILE_FORMAT:
      return listField(file, 'prompts').map((prompt) => {
        const value = { id: textField(prompt, 'name'), text: textField(prompt, 'text') };
        return { member: 'prompts', value };
      });
    default:
      return null;
  }
}

/** Gathers the records of own exports one by one: each ID once, the first of it. */
export function collectOwn() {
  const conversations = new Map<string, Conversation>();
  const messages = new Map<string, ChatMessage>();
  const presets = new Map<string, Preset>();
  const prompts = new Map<string, Prompt>();
  const titles: string[] = [];
  let unreadableRecords = 0;

  const keep = <T extends { id: string }>(kept: Map<string, T>, record: T | null) => {
    if (!record) unreadableRecords += 1;
    else if (!kept.has(record.id)) kept.set(record.id, record);
  };

  return {
    add({ member, value }: OwnRecord): void {
      switch (member) {
        case 'conversations': {
          const conversation = readConversation(value);
          if (conversation) keep(conversations, conversation);
          else titles.push(textField(value, 'title'));
          return;
        }
        case 'messages':
          keep(messages, parseStoredMessage(value));
          return;
        case 'presets':
          keep(presets, readPreset(value));
          return;
        case 'prompts':
          keep(prompts, readPrompt(value));
          return;
        case 'unreadable':
          unreadableRecords += 1;
      }
    },
    /** How many could not be read so far. */
    unreadable: () => titles.length + unreadableRecords,
    finish(): { records: ImportedRecords; titles: string[]; unreadableRecords: number } {
      const orphans = [...messages.values()].filter(
        ({ conversationId }) => !conversations.has(conversationId),
      );
      const recovered = Map.groupBy(orphans, ({ conversationId }) => conversationId);
      const records: ImportedRecords = {
        conversations: [
          ...conversations.values(),
          ...Array.from(recovered, ([id, own]) => recoverConversation(id, own)),
        ],
        messages: [...messages.values()],
        ...(presets.size > 0 && { presets: [...presets.values()] }),
        ...(prompts.size > 0 && { prompts: [...prompts.values()] }),
      };
      return { records, titles, unreadableRecords };
    },
  };
}

function readConversation(value: unknown): Conversation | null {
  const conversation = parseStoredConversation(value);
  if (!conversation) return null;
  // Someone who imports it wants to have it: marked as deleted, it would be erased within seconds.
  const { deletedAt, ...kept } = conversation;
  return kept;
}
