import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import type { ConversationSettings } from '#lib/core/chat/conversation-settings.ts';
import { pathTo } from '#lib/core/chat/conversation-tree.ts';
import { shownTitle } from '#lib/core/chat/shown-title.ts';
import type { Archive } from './archive.ts';
import { conversationMarkdown } from './conversation-markdown.ts';
import { exportFileName } from './export-file-name.ts';
import { localDate } from './local-date.ts';

export type ExportFormat = 'json' | 'markdown' | 'html';

/** A conversation as it is read: its title and the visible path. */
export type ShownConversation = {
  id: string;
  title: string;
  path: readonly ChatMessage[];
  settings?: ConversationSettings | undefined;
};

type ExportedFile = { name: string; mediaType: string; parts: readonly string[] };

/** Draws the page of an HTML file, in parts. */
export type DrawPage = (conversations: readonly ShownConversation[]) => Promise<readonly string[]>;

type ExportOptions = {
  store: Pick<Archive, 'exportAll' | 'exportOne' | 'loadAll'>;
  drawPage: DrawPage;
  now?: Date;
};

const MEDIA_TYPES = {
  json: 'application/json',
  markdown: 'text/markdown;charset=utf-8',
  html: 'text/html;charset=utf-8',
} as const;
const EXTENSIONS = { json: 'json', markdown: 'md', html: 'html' } as const;

/**
 * Writes one conversation, or all of them (null), to a file. JSON has everything and can be imported; the
 * other two have the visible path, to read. Rejects when `drawPage` does.
 */
export async function exportConversations(
  one: ShownConversation | null,
  format: ExportFormat,
  { store, drawPage, now = new Date() }: ExportOptions,
): Promise<ExportedFile> {
  const extension = EXTENSIONS[format];
  const name = one
    ? exportFileName(one.title, extension)
    : `starlight-conversations-${localDate(now)}.${extension}`;
  const mediaType = MEDIA_TYPES[format];
  if (format === 'json') {
    const text = one ? await store.exportOne(one.id) : await store.exportAll();
    return { name, mediaType, parts: [text] };
  }
  const shown = one ? [one] : await shownConversations(store);
  const parts = format === 'html' ? await drawPage(shown) : markdownParts(shown);
  return { name, mediaType, parts };
}

async function shownConversations(store: Pick<Archive, 'loadAll'>): Promise<ShownConversation[]> {
  const all = await store.loadAll();
  return all.map(({ conversation, messages }) => ({
    id: conversation.id,
    title: shownTitle(conversation),
    path: pathTo(messages, conversation.leafId),
    settings: conversation.settings,
  }));
}

function markdownParts(shown: readonly ShownConversation[]): string[] {
  return shown.map(
    ({ title, path, settings }, index) =>
      `${index > 0 ? '\n---\n\n' : ''}${conversationMarkdown(title, path, settings)}`,
  );
}
