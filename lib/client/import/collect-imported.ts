import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import { buildImported } from '#lib/core/import/build-imported.ts';
import {
  type ForeignConversation,
  type ImportSource,
  type LeftOut,
  nothingLeftOut,
} from '#lib/core/import/foreign-conversation.ts';
import { ImportRefusal } from '#lib/core/import/import-fault.ts';
import { recognizeExport } from '#lib/core/import/recognize-export.ts';
import {
  collectOwn,
  type ImportedRecords,
  ownRecordsIn,
} from '../storage/your-data/collect-own.ts';
import type { ForeignFileReader } from './foreign-files.ts';
import type { ImportedValue } from './parse-in-pieces.ts';

const MAX_MESSAGES = 500_000;
/** Records and conversations that can't be read: with more, it is no export, and each takes its time. */
const MAX_UNREADABLE = 100_000;

/** What a file contains, to be added in one step. */
export type ImportedFile = {
  sources: ReadonlySet<ImportSource | 'starlight'>;
  records: ImportedRecords;
  /** The titles of conversations that could not be read. */
  unreadable: string[];
  /** How many messages, presets and prompts of an own export could not be read. */
  unreadableRecords: number;
  leftOut: LeftOut;
};

/** Gathers what a file contains, value by value. */
export type ImportCollection = {
  /** Throws an `ImportRefusal` for what no app writes. */
  add: (found: ImportedValue) => Promise<void>;
  /** Adds to the bytes of text read, and returns their sum. */
  countBytes: (bytes: number) => number;
  /** Everything that was added. Throws an `ImportRefusal` if there is nothing. */
  finish: () => ImportedFile;
};

/** @param files reads what the conversations of other apps name */
export function collectImported(files: ForeignFileReader): ImportCollection {
  const conversations = new Map<string, Conversation>();
  const messages: ChatMessage[] = [];
  const own = collectOwn();
  const sources = new Set<ImportSource | 'starlight'>();
  const unreadable: string[] = [];
  const leftOut = nothingLeftOut();
  let bytesRead = 0;

  const addForeign = async (foreign: ForeignConversation) => {
    sources.add(foreign.source);
    if (messages.length + foreign.nodes.length > MAX_MESSAGES)
      throw new ImportRefusal({ kind: 'too_many', limit: MAX_MESSAGES });
    const pictures = await files.readPictures(foreign);
    const built = buildImported(foreign, pictures, await files.readFiles(foreign));
    if (!built || conversations.has(built.conversation.id)) return;
    conversations.set(built.conversation.id, built.conversation);
    for (const message of built.messages) messages.push(message);
    leftOut.pictures += foreign.leftOut.pictures;
    leftOut.files += foreign.leftOut.files;
    leftOut.tools += foreign.leftOut.tools;
  };

  return {
    async add({ value, member }) {
      if (unreadable.length + own.unreadable() > MAX_UNREADABLE)
        throw new ImportRefusal({ kind: 'too_many', limit: MAX_UNREADABLE });
      const records = member === null ? ownRecordsIn(value) : [{ member, value }];
      if (records) {
        sources.add('starlight');
        for (const record of records) own.add(record);
        return;
      }
      const { conversations: found, unknown } = recognizeExport(value);
      for (const foreign of found) await addForeign(foreign);
      unreadable.push(...unknown);
    },
    countBytes(bytes) {
      bytesRead += bytes;
      return bytesRead;
    },
    finish() {
      if (sources.size === 0) throw new ImportRefusal({ kind: 'not_an_export' });
      const { records, titles, unreadableRecords } = own.finish();
      for (const one of records.conversations) conversations.set(one.id, one);
      return {
        sources,
        records: {
          ...records,
          conversations: [...conversations.values()],
          messages: [...messages, ...records.messages],
        },
        unreadable: [...unreadable, ...titles],
        unreadableRecords,
        leftOut,
      };
    },
  };
}
