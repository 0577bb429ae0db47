import {
  type Attachment,
  MAX_ATTACHMENTS,
  MAX_TEXT_LENGTH,
} from '#lib/core/attachments/attachment.ts';
import { describeRefusal } from '#lib/core/attachments/file-refusal.ts';
import { toFileName } from '#lib/core/attachments/to-file-name.ts';
import { toPasteName } from '#lib/core/attachments/to-paste-name.ts';
import { newId } from '#lib/core/chat/new-id.ts';
import { createListeners } from '../page/create-listeners.ts';
import { isTemporary } from '../storage/temporary/temporary-chats.ts';
import { type DraftFiles, draftFiles, temporaryFiles } from './draft-files.ts';
import { neededFileIds, readDraftList, readOwnDraftList, writeDraftList } from './draft-lists.ts';
import { readAttachment } from './read-attachment.ts';

/** One file beside the composer. */
export type TrayItem =
  | { state: 'reading'; id: string; name: string }
  | { state: 'ready'; id: string; name: string; attachment: Attachment };

type TrayState = {
  items: readonly TrayItem[];
  /** False until the files of an earlier page are read. */
  isRead: boolean;
  /** What was not attached, or not whole, and why; newest last. */
  notices: readonly string[];
};

/** The files of one draft. They are stored as soon as they are read, and come back after a reload. */
export type AttachmentTray = {
  getSnapshot: () => TrayState;
  subscribe: (listener: () => void) => () => void;
  /** Reads files one after the other, and keeps those that can be sent. */
  add: (files: readonly File[]) => void;
  /** Keeps a pasted text as a file; false if there is no room for one. */
  addPaste: (text: string) => boolean;
  /** Takes over files of another draft, which are in its list at once and shown once they are read. */
  take: (ids: readonly string[]) => void;
  remove: (id: string) => void;
  /** Says something about what could not be attached. */
  tell: (...notices: string[]) => void;
  dismissNotices: () => void;
  /** What to send; null while something is being read. */
  ready: () => readonly Attachment[] | null;
  /** Removes everything once it is sent. */
  clear: () => void;
  /** Writes the list again after another tab changed it. */
  keepShown: () => void;
};

export type TrayOptions = {
  files?: DraftFiles;
  read?: typeof readAttachment;
  /** Whether it never shows files that another tab keeps. */
  ownOnly?: boolean;
};

const MAX_NOTICES = 4;
/** How long the content of sent files is kept, in case the database does not have the message yet. */
const SWEEP_MS = 15_000;

/** Creates the tray of one draft, and starts reading what it had. */
export function createAttachmentTray(draftKey: string, options: TrayOptions = {}): AttachmentTray {
  const own = isTemporary(draftKey) ? temporaryFiles() : draftFiles();
  const { files = own, read = readAttachment, ownOnly = false } = options;
  const { subscribe, notify } = createListeners();
  let state: TrayState = { items: [], isRead: false, notices: [] };
  /** Files that are in its list and not read yet, or could not be: the list keeps them. */
  let owed: readonly string[] = [];
  let pendingReads = 0;
  let reading = Promise.resolve();

  const update = (change: Partial<TrayState>) => {
    state = { ...state, ...change };
    notify();
  };
  const writeList = (removed: readonly string[] = []) => {
    const ready = state.items.flatMap(({ state: is, id }) => (is === 'ready' ? [id] : []));
    writeDraftList(draftKey, [...ready, ...owed], removed);
  };
  const tell = (...notices: string[]) =>
    update({ notices: [...state.notices, ...notices].slice(-MAX_NOTICES) });
  const has = (id: string) => state.items.some((item) => item.id === id);
  const drop = (id: string) => update({ items: state.items.filter((item) => item.id !== id) });

  const settle = async (attachment: Attachment) => {
    const { id, name } = attachment;
    update({ items: state.items.map((item) => (item.id === id ? itemOf(attachment) : item)) });
    // The list first: a file that no list has is swept away.
    writeList();
    if (!(await files.keep(attachment))) {
      tell(`This browser can't store ${name}, so it is lost if you close the page before sending.`);
    }
  };

  const readOne = async (file: File, id: string) => {
    if (!has(id)) return;
    const result = await read(file, { id });
    if (!has(id)) return;
    if ('refusal' in result) {
      drop(id);
      tell(describeRefusal(toFileName(file.name), result.refusal));
      return;
    }
    if (result.note) tell(result.note);
    await settle(result.attachment);
  };

  const bring = async (ids: readonly string[]) => {
    owed = [...owed, ...ids];
    pendingReads += 1;
    update({ isRead: false });
    const found = ids.length > 0 ? await files.read(ids) : [];
    pendingReads -= 1;
    // What was sent or removed meanwhile is owed no more.
    const wanted = ids.filter((id) => owed.includes(id));
    const restored = found.filter(({ id }) => wanted.includes(id));
    owed = owed.filter((id) => !restored.some((file) => file.id === id));
    if (restored.length < wanted.length) {
      const missing = counted(wanted.length - restored.length);
      tell(
        `${missing} couldn't be read from this browser's storage. Reload the page to try again.`,
      );
    }
    update({ items: [...restored.map(itemOf), ...state.items], isRead: pendingReads === 0 });
  };
  void bring(ownOnly ? readOwnDraftList(draftKey) : readDraftList(draftKey));

  return {
    getSnapshot: () => state,
    subscribe,
    add(added) {
      const room = Math.max(0, MAX_ATTACHMENTS - state.items.length);
      const taken = added.slice(0, room).map((file) => ({ file, id: newId() }));
      const items = taken.map(
        ({ file, id }): TrayItem => ({ state: 'reading', id, name: toFileName(file.name) }),
      );
      update({ items: [...state.items, ...items] });
      for (const { name } of added.slice(room).slice(0, MAX_NOTICES))
        tell(describeRefusal(toFileName(name), { reason: 'too_many' }));
      for (const { file, id } of taken) reading = reading.then(() => readOne(file, id));
    },
    addPaste(text) {
      if (state.items.length >= MAX_ATTACHMENTS || text.length > MAX_TEXT_LENGTH) return false;
      const id = newId();
      const name = toPasteName(text);
      update({ items: [...state.items, { state: 'reading', id, name }] });
      void settle({ type: 'text', id, name, text, origin: 'paste' });
      return true;
    },
    take(ids) {
      const fresh = ids.filter((id) => !has(id) && !owed.includes(id));
      if (fresh.length > 0) void bring(fresh);
      // Also without a new one: another tab may have removed the list.
      writeList();
    },
    remove(id) {
      drop(id);
      writeList([id]);
    },
    tell,
    dismissNotices: () => update({ notices: [] }),
    ready() {
      if (!state.isRead) return null;
      const ready = state.items.flatMap((item) => (item.state === 'ready' ? [item] : []));
      if (ready.length < state.items.length) return null;
      return ready.map(({ attachment }) => attachment);
    },
    clear() {
      const removed = [...state.items.map(({ id }) => id), ...owed];
      owed = [];
      update({ items: [], notices: [] });
      writeList(removed);
      if (removed.length > 0) setTimeout(() => void sweepDraftFiles(files), SWEEP_MS);
    },
    keepShown() {
      if (!ownOnly && state.items.length + owed.length > 0) writeList();
    },
  };
}

function itemOf(attachment: Attachment): TrayItem {
  return { state: 'ready', id: attachment.id, name: attachment.name, attachment };
}

function counted(files: number): string {
  return files === 1 ? 'An attached file' : `${files} attached files`;
}

/** Removes the content of files that are in no draft, and in no message that is not stored yet. */
export function sweepDraftFiles(files: DraftFiles = draftFiles()): Promise<void> {
  return files.removeAllBut(neededFileIds);
}
