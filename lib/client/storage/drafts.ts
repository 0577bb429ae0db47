import { parseJson } from '#lib/core/json/parse-json.ts';
import { createListeners } from '../page/create-listeners.ts';
import { localRecords, tabRecords } from './journal/local-records.ts';
import { isTemporary } from './temporary/temporary-chats.ts';

const PREFIX = 'starlight:draft:';
/** The names of all drafts, most recently started last. */
const ORDER = 'starlight:draft-order';
/** In sessionStorage: the name of this tab's own draft of a conversation. */
const OWN = 'starlight:own-draft:';
const MAX_DRAFTS = 50;
/** The lists of the files of drafts, by draft and tab (`lib/client/attachments/draft-lists.ts`). */
export const DRAFT_FILES = 'starlight:draft-files:';

/** Listeners that show a draft and must clear it when all drafts are deleted. */
const { subscribe, notify } = createListeners();

/** The drafts as this page last read or wrote them, by name. */
const seen = new Map<string, string>();

/**
 * The draft key of a conversation without messages. A draft prefilled by a link is kept separate from
 * the visitor's own, which returns with the next new chat.
 *
 * @param prefill the text from the link
 * @param temporaryId the id of the conversation if it is temporary, which then has a draft of its own
 */
export function newDraftKey(prefill: string | null, temporaryId: string | null = null): string {
  if (temporaryId !== null) return temporaryId;
  return prefill === null ? 'new' : `asked-${encodeURIComponent(prefill).slice(0, 200)}`;
}

/**
 * The unsent text of a conversation (`new` for one without messages); empty without a draft. A reloaded
 * tab gets its own; any other tab gets the most recently started one. When two tabs edit the same draft,
 * each keeps its own version.
 */
export function readDraft(conversationId: string): string {
  const name = ownDraft(conversationId) ?? namesOf(conversationId).at(-1) ?? conversationId;
  const text = localRecords.read(PREFIX + name) ?? '';
  seen.set(name, text);
  if (text !== '') tabRecords.write(OWN + conversationId, name);
  return text;
}

/** Whether a draft is this tab's, from before a reload too. */
export function isOwnDraft(conversationId: string): boolean {
  return ownDraft(conversationId) !== null;
}

/**
 * The draft key of the message that waits for the reply in a conversation to end. Only the tab that has
 * queued it sends it.
 */
export function queuedKey(conversationId: string): string {
  return `queued-${conversationId}`;
}

/** Stores the unsent text of a conversation; beyond 50 drafts, the oldest are removed. Never throws. */
export function writeDraft(conversationId: string, text: string): void {
  if (text === '') {
    clearDraft(conversationId);
    return;
  }
  let name = ownName(conversationId);
  if (isOfAnotherTab(name)) name = freeName(conversationId);
  tabRecords.write(OWN + conversationId, name);
  // Not on every key press: the order changes only when a draft is started.
  if (!isTemporary(name) && !isStored(name)) appendToOrder(name);
  localRecords.write(PREFIX + name, text);
  seen.set(name, text);
}

/** Deletes the unsent text of a conversation if it is this tab's. Never throws. */
export function clearDraft(conversationId: string): void {
  const name = ownName(conversationId);
  tabRecords.remove(OWN + conversationId);
  if (!isOfAnotherTab(name)) localRecords.remove(PREFIX + name);
  seen.delete(name);
}

/** Deletes every tab's drafts of a conversation, or (null) of all conversations. Never throws. */
export function clearDrafts(conversationId: string | null): void {
  const keys = conversationId === null ? null : [conversationId, queuedKey(conversationId)];
  for (const name of keys?.flatMap(namesOf) ?? storedNames()) {
    localRecords.remove(PREFIX + name);
    seen.delete(name);
  }
  const lists = (keys?.map(fileListsOf) ?? [DRAFT_FILES]).flatMap(localRecords.names);
  for (const name of lists) localRecords.remove(name);
  if (conversationId === null) notify();
}

/** Whether a draft has files, which are read later. */
export function hasDraftFiles(conversationId: string): boolean {
  return localRecords.names(fileListsOf(conversationId)).length > 0;
}

/** How the names of the lists of a draft's files start. */
export function fileListsOf(conversationId: string): string {
  return `${DRAFT_FILES}${conversationId}:`;
}

/** Calls back when all drafts are deleted in this tab; returns an unsubscribe function. */
export const onDraftsCleared = subscribe;

/** Whether a localStorage key is that of a draft. */
export function isDraftRecord(name: string): boolean {
  return name.startsWith(PREFIX);
}

function ownDraft(conversationId: string): string | null {
  const own = tabRecords.read(OWN + conversationId);
  return own !== null && isStored(own) ? own : null;
}

/** The first draft of a conversation is named after it; those of other tabs have a suffix. */
function ownName(conversationId: string): string {
  return tabRecords.read(OWN + conversationId) ?? conversationId;
}

function freeName(conversationId: string): string {
  if (!isStored(conversationId)) return conversationId;
  for (let number = 2; ; number += 1)
    if (!isStored(`${conversationId}:${number}`)) return `${conversationId}:${number}`;
}

/** Whether the stored text is one that this page has neither written nor read. */
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

/** The drafts of a conversation, most recently started last. */
function namesOf(conversationId: string): string[] {
  return inOrder().filter((name) => name.split(':')[0] === conversationId);
}

/** A draft missing from the order (another tab wrote it at the same moment) counts as the oldest. */
function inOrder(): string[] {
  const stored = storedNames();
  const known = readOrder().filter((name) => stored.includes(name));
  return [...stored.filter((name) => !known.includes(name)), ...known];
}

function appendToOrder(startedName: string): void {
  const order = [...inOrder(), startedName];
  for (const name of order.slice(0, -MAX_DRAFTS)) localRecords.remove(PREFIX + name);
  localRecords.write(ORDER, JSON.stringify(order.slice(-MAX_DRAFTS)));
}

function readOrder(): string[] {
  const order = parseJson(localRecords.read(ORDER) ?? '[]');
  // If it is not a list, the order starts over and the drafts stay.
  return Array.isArray(order) ? order.filter((name) => typeof name === 'string') : [];
}
