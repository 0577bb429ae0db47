import type { ChatMessage } from './chat-log.ts';
import { stripEmphasis } from './strip-emphasis.ts';

const MAX_TITLE = 60;
/** What a reader sees as one character, near enough: flags, and a base with its marks and joined parts. */
const CHARACTER = /\p{RI}{2}|[^\p{M}\u200d](?:[\p{M}\p{Emoji_Modifier}]|\u200d[^\p{M}])*|./gsu;
/** What of a text is looked at for a title: a message can be a pasted file of megabytes. */
const TITLE_SOURCE = 1000;

/** Sorts messages into the order they were written, whatever the clock said meanwhile. */
export function compareBySeq(a: ChatMessage, b: ChatMessage): number {
  // Two tabs can give out the same number: the rest only makes the order the same everywhere.
  return a.seq - b.seq || a.createdAt - b.createdAt || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/**
 * The messages from the root down to a leaf. `null`, or a leaf that is not there, means the newest one.
 * Never loops and never throws: a cycle ends the path, and where a parent is missing (its record could
 * not be read) the path goes on with the message written last before the gap, so that one lost record
 * does not hide all that came before it.
 */
export function pathTo(messages: readonly ChatMessage[], leafId: string | null): ChatMessage[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const path: ChatMessage[] = [];
  const seen = new Set<string>();
  let next = (leafId === null ? undefined : byId.get(leafId)) ?? newestLeaf(messages);
  while (next && !seen.has(next.id)) {
    seen.add(next.id);
    path.push(next);
    next = parentOf(next, byId, messages);
  }
  return path.reverse();
}

/** The message and its alternatives (same parent, same role), oldest first. */
export function siblingsOf(messages: readonly ChatMessage[], message: ChatMessage): ChatMessage[] {
  return messages
    .filter(({ parentId, role }) => parentId === message.parentId && role === message.role)
    .sort(compareBySeq);
}

/** The id of the leaf written last among all that follows a message; its own id when nothing does. */
export function latestLeafUnder(messages: readonly ChatMessage[], messageId: string): string {
  const children = childrenOf(messages);
  const seen = new Set([messageId]);
  const open = [messageId];
  let latest: ChatMessage | undefined;
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const child of children.get(id) ?? []) {
      if (seen.has(child.id)) continue;
      seen.add(child.id);
      open.push(child.id);
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

/**
 * A conversation's name, made from its first message: the first line that says something, without
 * markdown and invisible characters, at most 60 UTF-16 units, cut between words and then ended by `…`.
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
  messages: readonly ChatMessage[],
): ChatMessage | undefined {
  if (message.parentId === null) return undefined;
  const parent = byId.get(message.parentId);
  return parent ?? newest(messages.filter(({ seq }) => seq < message.seq));
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
      // Joiners stay: emoji and several scripts are written with them. Direction overrides go.
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
  const whole = wordEnd > MAX_TITLE / 3 ? kept.slice(0, wordEnd) : kept;
  return `${whole.replace(/[\s,;:.–—-]{1,60}$/u, '')}…`;
}
