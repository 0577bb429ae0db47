import type { Source, ToolCall } from '../chat/reply-extras.ts';

/** The apps whose exports are read. */
export type ImportSource = 'chatgpt' | 'claude' | 'librechat' | 'open-webui' | 'nextchat';

/** A picture in an export: a data URL, or the name by which the zip file has it. */
export type ForeignPicture = { url: string } | { asset: string };

/**
 * A file of a question, under the name it had ('' for none). Its content is text, a data URL, or in the zip
 * file under another name; without any of them, the export does not have it.
 */
export type ForeignFile = {
  name: string;
  isPicture?: boolean;
  text?: string;
  url?: string;
  asset?: string;
};

/** A node of a conversation's tree in another app's export. */
export type ForeignNode = {
  /** Unique within the conversation. */
  id: string;
  parentId: string | null;
  /** Null for a node with nothing to keep: what follows it follows its parent. */
  role: 'user' | 'assistant' | null;
  text: string;
  thinking?: string;
  model?: string | undefined;
  /** Milliseconds since 1970. */
  createdAt?: number | undefined;
  isIncomplete?: boolean;
  /** Of a reply. */
  pictures?: ForeignPicture[];
  /** Of a question. */
  files?: ForeignFile[];
  sources?: Source[];
  toolCalls?: ToolCall[];
};

/** What an import leaves out because messages have no place for it. */
export type LeftOut = { pictures: number; files: number; tools: number };

export type ForeignConversation = {
  source: ImportSource;
  id: string;
  title: string;
  createdAt?: number | undefined;
  updatedAt?: number | undefined;
  /** The last message on the visible path; null if the export doesn't say it. */
  leafId: string | null;
  nodes: ForeignNode[];
  leftOut: LeftOut;
};

/** Counts nothing yet. */
export function nothingLeftOut(): LeftOut {
  return { pictures: 0, files: 0, tools: 0 };
}
