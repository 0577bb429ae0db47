import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import { parseStoredConversation, parseStoredMessage } from '#lib/core/chat/stored-records.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import { createLocalRecords } from './local-records.ts';

const PREFIX = 'starlight:owed:';
const TYPES = ['delete', 'conversation', 'turn'] as const;

/** What a person did and the database has yet to learn. */
export type OwedChange =
  | { type: 'delete'; conversationId: string }
  | {
      type: 'conversation';
      conversationId: string;
      record: Conversation;
      /** What the record was before it changed; null when that is not known. */
      base: Conversation | null;
    }
  | { type: 'turn'; conversationId: string; record: Conversation; messages: ChatMessage[] };

/** One entry of the journal. */
export type JournalEntry = {
  change: OwedChange;
  /** The database has it: the entry goes, unless another tab has written a newer one in its place. */
  settle: () => void;
};

/**
 * What was begun and not yet stored, in localStorage, which is written before the next line runs. A
 * transaction takes milliseconds, and ends without a trace when the page goes in the middle of it.
 */
type Journal = {
  /** Writes a change down, and strikes out what it makes void. Never throws. */
  note(change: OwedChange): JournalEntry;
  /** What earlier pages, and other tabs at this moment, have not settled. */
  entries(): JournalEntry[];
};

/** Makes the journal of one store, over the localStorage of this browser. */
export function createJournal(): Journal {
  const records = createLocalRecords(() => globalThis.localStorage);
  const entryOf = (name: string, text: string, change: OwedChange): JournalEntry => ({
    change,
    settle: () => {
      if (records.read(name) === text) records.remove(name);
    },
  });

  return {
    note(change) {
      const { type, conversationId } = change;
      for (const other of voidedBy(type)) records.remove(nameOf(other, conversationId));
      const name = nameOf(type, conversationId);
      const text = JSON.stringify(change);
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

function nameOf(type: OwedChange['type'], conversationId: string): string {
  return `${PREFIX}${type}:${conversationId}`;
}

/** A deleted conversation is owed nothing more; one that goes on is no longer to be deleted. */
function voidedBy(type: OwedChange['type']): readonly OwedChange['type'][] {
  switch (type) {
    case 'delete':
      return TYPES;
    case 'turn':
      return ['delete'];
    case 'conversation':
      return [];
  }
}

/** Null for anything that this build would not have written. */
function parseChange(text: string): OwedChange | null {
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
  const messages = value['messages'].flatMap((each) => parseStoredMessage(each) ?? []);
  const own = messages.filter((message) => message.conversationId === conversationId);
  return { type: 'turn', conversationId, record, messages: own };
}
