import { parseJson } from '#lib/core/json/parse-json.ts';
import { createListeners } from '../page/create-listeners.ts';
import { localRecords, tabRecords } from './journal/local-records.ts';

const PREFIX = 'starlight:draft:';
/** Names of drafts, the one begun last at the end. */
const ORDER = 'starlight:draft-order';
/** In the storage of the tab: which draft of a conversation is its own. */
const OWN = 'starlight:own-draft:';
const MAX_DRAFTS = 50;

/** Who shows a draft and is to empty it when drafts are deleted. */
const { subscribe, notify } = createListeners();

/** The drafts as this page last read or wrote them, by name. */
const seen = new Map<string, string>();

/**
 * What the draft of a conversation without messages goes by. One that a link filled is kept apart from
 * what the person was writing, which comes back with the next new chat.
 *
 * @param asked the text that the link asks for
 */
export function nameOfNewDraft(asked: string | null): string {
  return asked === null ? 'new' : `asked-${encodeURIComponent(asked).slice(0, 200)}`;
}

/**
 * The unsent text of a conversation (`new` for one that has no messages yet); empty when there is none.
 * A tab that was reloaded gets its own; another takes up the one begun last. Where two tabs go on with
 * one draft in two ways, each keeps what is typed in it.
 */
export function readDraft(conversationId: string): string {
  const own = tabRecords.read(OWN + conversationId);
  const isThere = own !== null && isStored(own);
  const name = isThere ? own : (namesOf(conversationId).at(-1) ?? conversationId);
  const text = localRecords.read(PREFIX + name) ?? '';
  seen.set(name, text);
  if (text !== '') tabRecords.write(OWN + conversationId, name);
  return text;
}

/** Keeps the unsent text of a conversation; of more than 50 drafts, the oldest go. Never throws. */
export function writeDraft(conversationId: string, text: string): void {
  if (text === '') {
    clearDraft(conversationId);
    return;
  }
  let name = ownName(conversationId);
  if (isOfAnotherTab(name)) name = freeName(conversationId);
  tabRecords.write(OWN + conversationId, name);
  // Not at every key press: the order changes only when a draft begins.
  if (!isStored(name)) keepOrder(name);
  localRecords.write(PREFIX + name, text);
  seen.set(name, text);
}

/** Forgets the unsent text of a conversation as far as it is this tab's. Never throws. */
export function clearDraft(conversationId: string): void {
  const name = ownName(conversationId);
  tabRecords.remove(OWN + conversationId);
  if (!isOfAnotherTab(name)) localRecords.remove(PREFIX + name);
  seen.delete(name);
}

/** Forgets every draft of a conversation, or (null) all there are, of whichever tab. Never throws. */
export function clearDrafts(conversationId: string | null): void {
  for (const name of conversationId === null ? storedNames() : namesOf(conversationId)) {
    localRecords.remove(PREFIX + name);
    seen.delete(name);
  }
  if (conversationId === null) notify();
}

/** Calls when all drafts were deleted in this tab; returns the end of it. */
export const onDraftsCleared = subscribe;

/** Whether a name in localStorage is that of a draft. */
export function isDraftRecord(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** The first draft of a conversation has its name; those of other tabs a suffix. */
function ownName(conversationId: string): string {
  return tabRecords.read(OWN + conversationId) ?? conversationId;
}

function freeName(conversationId: string): string {
  if (!isStored(conversationId)) return conversationId;
  for (let number = 2; ; number += 1)
    if (!isStored(`${conversationId}:${number}`)) return `${conversationId}:${number}`;
}

/** There is a text that this page neither wrote nor was given. */
function isOfAnotherTab(name: string): boolean {
  const text = localRecords.read(PREFIX + name);
  return text !== null && text !== seen.get(name);
}

function isStored(name: string): boolean {
  return localRecords.read(PREFIX + name) !== null;
}

function storedNames(): string[] {
  return localRecords.names(PREFIX).map((name) => name.slice(PREFIX.length));
}

/** Of a conversation, the one begun last at the end. */
function namesOf(conversationId: string): string[] {
  return inOrder().filter((name) => name.split(':')[0] === conversationId);
}

/** A draft that is in no order (another tab wrote it at the same moment) counts as the oldest. */
function inOrder(): string[] {
  const stored = storedNames();
  const known = readOrder().filter((name) => stored.includes(name));
  return [...stored.filter((name) => !known.includes(name)), ...known];
}

function keepOrder(begun: string): void {
  const order = [...inOrder(), begun];
  for (const name of order.slice(0, -MAX_DRAFTS)) localRecords.remove(PREFIX + name);
  localRecords.write(ORDER, JSON.stringify(order.slice(-MAX_DRAFTS)));
}

function readOrder(): string[] {
  const order = parseJson(localRecords.read(ORDER) ?? '[]');
  // Not a list: the order starts anew, the drafts stay.
  return Array.isArray(order) ? order.filter((name) => typeof name === 'string') : [];
}
