import { type Attachment, withoutContent } from '#lib/core/attachments/attachment.ts';
import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import { parseStoredConversation, parseStoredMessage } from '#lib/core/chat/stored-records.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import { createLocalRecords } from './local-records.ts';

const PREFIX = 'starlight:owed:';
const TYPES = ['delete', 'conversation', 'turn'] as const;

/** A visitor's change that is not in the database yet. */
export type JournaledChange =
  | { type: 'delete'; conversationId: string }
  | {
      type: 'conversation';
      conversationId: string;
      record: Conversation;
      /** The record before the change; null if unknown. */
      base: Conversation | null;
    }
  | { type: 'turn'; conversationId: string; record: Conversation; messages: ChatMessage[] };

export type JournalEntry = {
  change: JournaledChange;
  /** Removes the entry once the database has the change, unless another tab has replaced it. */
  settle: () => void;
};

/**
 * Changes not yet in the database, kept in localStorage, which writes synchronously. An IndexedDB
 * transaction takes milliseconds and is lost without a trace if the page closes during it.
 */
type Journal = {
  /** Records a change and removes the entries it supersedes. Never throws. */
  note(change: JournaledChange): JournalEntry;
  /** Unsettled entries of earlier pages and of other open tabs. */
  entries(): JournalEntry[];
};

/** Creates the journal of one store in the localStorage of this browser. */
export function createJournal(): Journal {
  const records = createLocalRecords(() => globalThis.localStorage);
  const entryOf = (name: string, text: string, change: JournaledChange): JournalEntry => ({
    change,
    settle: () => {
      if (records.read(name) === text) records.remove(name);
    },
  });

  return {
    note(change) {
      const { type, conversationId } = change;
      for (const other of supersededBy(type)) records.remove(nameOf(other, conversationId));
      const name = nameOf(type, conversationId);
      const text = JSON.stringify(change, withoutFiles);
      records.write(name, text);
      return entryOf(name, text, change);
    },
    entries() {
      return records.names(PREFIX).flatMap((name) => {
        const text = records.read(name);
        const change = text === null ? null : parseChange(text);
        return text === null || !change ? [] : [entryOf(name, text, change)];
      });
    },
  };
}

function nameOf(type: JournaledChange['type'], conversationId: string): string {
  return `${PREFIX}${type}:${conversationId}`;
}

/**
 * localStorage holds five megabytes. A turn has images and reasoning only if it continues a reply, and the
 * database has that reply with them. The files of a question are kept with its draft until the database has them.
 */
function withoutFiles(name: string, value: unknown): unknown {
  if (name === 'images' || name === 'reasoning') return undefined;
  // Nothing else in a change has this name.
  return name === 'attachments' ? (value as Attachment[] | undefined)?.map(withoutContent) : value;
}

/** A deletion supersedes every earlier change; a new turn cancels a deletion. */
function supersededBy(type: JournaledChange['type']): readonly JournaledChange['type'][] {
  switch (type) {
    case 'delete':
      return TYPES;
    case 'turn':
      return ['delete'];
    case 'conversation':
      return [];
  }
}

/** Null for anything this build would not have written. */
function parseChange(text: string): JournaledChange | null {
  const value = parseJson(text);
  if (!isRecord(value)) return null;
  const { conversationId } = value;
  if (typeof conversationId !== 'string') return null;
  if (value['type'] === 'delete') return { type: 'delete', conversationId };
  const record = parseStoredConversation(value['record']);
  if (record?.id !== conversationId) return null;
  if (value['type'] === 'conversation') {
    const base = parseStoredConversation(value['base']);
    return { type: 'conversation', conversationId, record, base };
  }
  if (value['type'] !== 'turn' || !Array.isArray(value['messages'])) return null;
  const messages = value['messages'].flatMap((message) => parseStoredMessage(message) ?? []);
  const own = messages.filter((message) => message.conversationId === conversationId);
  return { type: 'turn', conversationId, record, messages: own };
}
