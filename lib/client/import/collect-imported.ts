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
import type { Preset } from '#lib/core/saved/preset.ts';
import type { Prompt } from '#lib/core/saved/prompt.ts';
import { type ImportedRecords, readExport } from '../storage/your-data/read-export.ts';

const MAX_MESSAGES = 500_000;

/** What a file contains, to be added in one step. */
export type ImportedFile = {
  sources: ReadonlySet<ImportSource | 'starlight'>;
  records: ImportedRecords;
  /** The titles of conversations that could not be read. */
  unreadable: string[];
  leftOut: LeftOut;
};

/** Gathers what a file contains, value by value. */
export type ImportCollection = {
  /** Throws an `ImportRefusal` for what no app writes. */
  add: (value: unknown) => Promise<void>;
  /** Adds to the bytes of text read, and returns their sum. */
  countBytes: (bytes: number) => number;
  /** Everything that was added. Throws an `ImportRefusal` if there is nothing. */
  finish: () => ImportedFile;
};

/** @param findPicture finds a picture of the file by name, as a data URL; null if it can't be had */
export function collectImported(
  findPicture: (asset: string) => Promise<string | null>,
): ImportCollection {
  const conversations = new Map<string, Conversation>();
  const messages: ChatMessage[] = [];
  const presets: Preset[] = [];
  const prompts: Prompt[] = [];
  const sources = new Set<ImportSource | 'starlight'>();
  const unreadable: string[] = [];
  const leftOut = nothingLeftOut();
  let bytesRead = 0;

  const addForeign = async (foreign: ForeignConversation) => {
    sources.add(foreign.source);
    if (messages.length + foreign.nodes.length > MAX_MESSAGES)
      throw new ImportRefusal({ kind: 'too_many', limit: MAX_MESSAGES });
    const built = buildImported(foreign, await picturesOf(foreign, findPicture));
    if (!built || conversations.has(built.conversation.id)) return;
    conversations.set(built.conversation.id, built.conversation);
    for (const message of built.messages) messages.push(message);
    leftOut.pictures += foreign.leftOut.pictures;
    leftOut.files += foreign.leftOut.files;
    leftOut.tools += foreign.leftOut.tools;
  };

  return {
    async add(value) {
      const own = readExport(value);
      if (own) {
        sources.add('starlight');
        for (const conversation of own.conversations)
          conversations.set(conversation.id, conversation);
        for (const message of own.messages) messages.push(message);
        presets.push(...(own.presets ?? []));
        prompts.push(...(own.prompts ?? []));
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
      const records = {
        conversations: [...conversations.values()],
        messages,
        ...(presets.length > 0 && { presets }),
        ...(prompts.length > 0 && { prompts }),
      };
      return { sources, records, unreadable, leftOut };
    },
  };
}

async function picturesOf(
  { nodes }: ForeignConversation,
  findPicture: (asset: string) => Promise<string | null>,
): Promise<Map<string, string>> {
  const urls = new Map<string, string>();
  for (const { pictures = [] } of nodes) {
    for (const picture of pictures) {
      const url = 'asset' in picture ? await findPicture(picture.asset) : null;
      if ('asset' in picture && url !== null) urls.set(picture.asset, url);
    }
  }
  return urls;
}
