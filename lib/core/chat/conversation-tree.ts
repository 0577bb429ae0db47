import { stripEmphasis } from '../text/strip-emphasis.ts';
import type { ChatLog, ChatMessage } from './chat-log.ts';

const MAX_TITLE = 60;
/** Approximates a grapheme cluster: a flag, or a base with its marks and joined parts. */
const CHARACTER = /\p{RI}{2}|[^\p{M}\u200d](?:[\p{M}\p{Emoji_Modifier}]|\u200d[^\p{M}])*|./gsu;
/** How much of a text is searched for a title: a message can be a pasted file of megabytes. */
const TITLE_SOURCE = 1000;

/** Sorts messages into the order they were written, independent of the clock. */
export function compareBySeq(a: ChatMessage, b: ChatMessage): number {
  // Two tabs can assign the same number; the rest only makes the order the same everywhere.
  return a.seq - b.seq || a.createdAt - b.createdAt || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/**
 * The messages from the root down to a leaf. `null` or an unknown leaf means the newest one. Never loops
 * and never throws: a cycle ends the path, and where a parent is missing (its record is unreadable) the
 * path continues with the message written last before the gap, so that one lost record does not hide
 * everything before it.
 */
export function pathTo(messages: readonly ChatMessage[], leafId: string | null): ChatMessage[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const path: ChatMessage[] = [];
  const seen = new Set<string>();
  const writtenBefore = newestBefore(messages);
  let next = (leafId === null ? undefined : byId.get(leafId)) ?? newestLeaf(messages);
  while (next && !seen.has(next.id)) {
    seen.add(next.id);
    path.push(next);
    next = parentOf(next, byId, writtenBefore);
  }
  return path.reverse();
}

/** The visible messages from the first to this one; none for null or a message that is not visible. */
export function pathUpTo(
  { path }: Pick<ChatLog, 'path'>,
  messageId: string | null,
): readonly ChatMessage[] {
  return path.slice(0, path.findIndex((message) => message.id === messageId) + 1);
}

/** The id of the newest leaf below a message; its own id when it has no children. */
export function latestLeafUnder(messages: readonly ChatMessage[], messageId: string): string {
  const children = childrenOf(messages);
  const seen = new Set([messageId]);
  const pending = [messageId];
  let latest: ChatMessage | undefined;
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    for (const child of children.get(id) ?? []) {
      if (seen.has(child.id)) continue;
      seen.add(child.id);
      pending.push(child.id);
      const isLeaf = !children.has(child.id);
      if (isLeaf && (!latest || compareBySeq(child, latest) > 0)) latest = child;
    }
  }
  return latest?.id ?? messageId;
}

/** The sequence number for the next message: one more than the highest. */
export function nextSeq(messages: readonly ChatMessage[]): number {
  return messages.reduce((highest, { seq }) => Math.max(highest, seq), -1) + 1;
}

/** What a message is titled after: its text, or else the first file it carries. */
export function titleSourceOf(message: ChatMessage | undefined): string {
  return message?.text.trim() || message?.attachments?.[0]?.name || '';
}

/**
 * A conversation's title, made from its first message: the first line with text, without markdown and
 * invisible characters, at most 60 UTF-16 units; a longer one is cut between words and ends in `…`.
 */
export function conversationTitleFrom(text: string): string {
  const start = text.trimStart().slice(0, TITLE_SOURCE);
  for (const line of start.split(/[\r\n\u2028\u2029]+/)) {
    const title = plainLine(line);
    if (title !== '') return shorten(title);
  }
  return '';
}

function childrenOf(messages: readonly ChatMessage[]): Map<string | null, ChatMessage[]> {
  const children = new Map<string | null, ChatMessage[]>();
  for (const message of messages) {
    const siblings = children.get(message.parentId);
    if (siblings) siblings.push(message);
    else children.set(message.parentId, [message]);
  }
  return children;
}

function newestLeaf(messages: readonly ChatMessage[]): ChatMessage | undefined {
  const parents = new Set(messages.map((message) => message.parentId));
  const leaves = messages.filter((message) => !parents.has(message.id));
  return newest(leaves.length > 0 ? leaves : messages);
}

function parentOf(
  message: ChatMessage,
  byId: ReadonlyMap<string, ChatMessage>,
  writtenBefore: (seq: number) => ChatMessage | undefined,
): ChatMessage | undefined {
  if (message.parentId === null) return undefined;
  return byId.get(message.parentId) ?? writtenBefore(message.seq);
}

/** Finds the last message before a sequence number. Sorted once: an import can be nothing but gaps. */
function newestBefore(messages: readonly ChatMessage[]): (seq: number) => ChatMessage | undefined {
  let sorted: readonly ChatMessage[] | null = null;
  return (seq) => {
    sorted ??= messages.toSorted(compareBySeq);
    let start = 0;
    let end = sorted.length;
    while (start < end) {
      const middle = (start + end) >> 1;
      if ((sorted[middle]?.seq ?? 0) < seq) start = middle + 1;
      else end = middle;
    }
    return sorted[start - 1];
  };
}

function newest(messages: readonly ChatMessage[]): ChatMessage | undefined {
  return messages.reduce<ChatMessage | undefined>(
    (latest, message) => (latest && compareBySeq(latest, message) > 0 ? latest : message),
    undefined,
  );
}

function plainLine(line: string): string {
  return stripEmphasis(
    line
      .replace(/\s+/g, ' ')
      // Keep joiners, which emoji and several scripts need. Remove direction overrides.
      .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
      .replace(/^ ?(```|~~~)[\w+#.-]*$/, '')
      .replace(/^ ?(?:(?:#{1,6}|>|[-*+]|\d{1,3}[.)])(?: |$))+/, '')
      .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1')
      .replace(/`+/g, ''),
  )
    .replace(/ +/g, ' ')
    .trim();
}

function shorten(title: string): string {
  if (title.length <= MAX_TITLE) return title;
  let kept = '';
  for (const [character] of title.matchAll(CHARACTER)) {
    if (kept.length + character.length >= MAX_TITLE) break;
    kept += character;
  }
  const wordEnd = title.startsWith(' ', kept.length) ? kept.length : kept.lastIndexOf(' ');
  const trimmed = wordEnd > MAX_TITLE / 3 ? kept.slice(0, wordEnd) : kept;
  return `${trimmed.replace(/[\s,;:.–—-]{1,60}$/u, '')}…`;
}
