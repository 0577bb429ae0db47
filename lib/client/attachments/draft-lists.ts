import { newId } from '#lib/core/chat/new-id.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import { DRAFT_FILES, fileListsOf } from '../storage/drafts.ts';
import { localRecords, tabRecords } from '../storage/journal/local-records.ts';

/** As many as there can be drafts. */
const MAX_LISTS = 50;
const TAB = 'starlight:tab';
const OWED_TURNS = 'starlight:owed:turn:';

type DraftList = { ids: readonly string[]; startedAt: number };

/**
 * Which files each draft has, by tab, in localStorage, which writes at once. A reloaded tab gets its own
 * list, any other tab the list that was written last.
 */
export function readDraftList(draftKey: string): readonly string[] {
  const own = readOwnDraftList(draftKey);
  if (own.length > 0) return own;
  const lists = localRecords
    .names(fileListsOf(draftKey))
    .flatMap((name) => parseList(localRecords.read(name)) ?? []);
  return lists.sort((a, b) => b.startedAt - a.startedAt)[0]?.ids ?? [];
}

/** The list of this tab alone, from before a reload too. */
export function readOwnDraftList(draftKey: string): readonly string[] {
  return parseList(localRecords.read(ownName(draftKey)))?.ids ?? [];
}

/** Stores the list of this tab; beyond 50 lists, the oldest are removed. An empty one removes it, and those of other tabs with the same files. */
export function writeDraftList(
  draftKey: string,
  ids: readonly string[],
  removed: readonly string[] = [],
): void {
  if (ids.length > 0) {
    localRecords.write(ownName(draftKey), JSON.stringify({ ids, startedAt: Date.now() }));
    dropOldest();
    return;
  }
  localRecords.remove(ownName(draftKey));
  for (const name of localRecords.names(fileListsOf(draftKey))) {
    const other = parseList(localRecords.read(name));
    // A tab that still shows them writes its list again.
    if (other?.ids.every((id) => removed.includes(id))) localRecords.remove(name);
  }
}

/** Tabs that were closed without sending leave their lists. */
function dropOldest(): void {
  const names = localRecords.names(DRAFT_FILES);
  if (names.length <= MAX_LISTS) return;
  const startedAt = (name: string) => parseList(localRecords.read(name))?.startedAt ?? 0;
  const oldestFirst = names.sort((a, b) => startedAt(a) - startedAt(b));
  for (const name of oldestFirst.slice(0, -MAX_LISTS)) localRecords.remove(name);
}

/** The ids of all files that a draft or an unfinished write needs. */
export function neededFileIds(): ReadonlySet<string> {
  const listed = localRecords
    .names(DRAFT_FILES)
    .flatMap((name) => parseList(localRecords.read(name))?.ids ?? []);
  const owed = localRecords
    .names(OWED_TURNS)
    .flatMap((name) => listIn(parseJson(localRecords.read(name) ?? ''), 'messages'))
    .flatMap((message) => listIn(message, 'attachments'))
    .flatMap((attachment) => stringsIn([fieldOf(attachment, 'id')]));
  return new Set([...listed, ...owed]);
}

function ownName(draftKey: string): string {
  let tab = tabRecords.read(TAB);
  if (tab === null) {
    tab = newId();
    tabRecords.write(TAB, tab);
  }
  return fileListsOf(draftKey) + tab;
}

function parseList(text: string | null): DraftList | null {
  const value = parseJson(text ?? '');
  const ids = stringsIn(listIn(value, 'ids'));
  const startedAt = fieldOf(value, 'startedAt');
  return ids.length === 0 ? null : { ids, startedAt: Number(startedAt) || 0 };
}

function listIn(value: unknown, name: string): unknown[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
}

function stringsIn(values: readonly unknown[]): string[] {
  return values.filter((value) => typeof value === 'string');
}
