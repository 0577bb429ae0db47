import type { Attachment } from '#lib/core/attachments/attachment.ts';
import { checkRequest } from '#lib/core/attachments/check-request.ts';
import type { AttachmentTray } from '../attachments/attachment-tray.ts';
import { readDraftList, readOwnDraftList, writeDraftList } from '../attachments/draft-lists.ts';
import { clearDraft, isOwnDraft, queuedKey, readDraft, writeDraft } from '../storage/drafts.ts';
import { tabRecords } from '../storage/journal/local-records.ts';

/** In sessionStorage, by draft: that what was queued is in the draft again. */
const RETURNED = 'starlight:returned:';

/** The message that waits for the running reply of one conversation: a draft of its own, with its files. */
export type MessageQueue = {
  /** The text that this tab has queued. */
  text: () => string;
  /**
   * Moves a text, and the files of the draft, behind what is queued; false if that can't be. A text that was
   * added is to be cleared from the draft by the caller.
   */
  add: (text: string, options?: { withFiles?: boolean }) => boolean;
  /** Moves what this tab has queued back to the draft; false if nothing is. */
  recall: () => boolean;
  remove: () => void;
  /**
   * Decides what becomes of the queue once no reply is running. What this tab has queued is sent after a
   * whole reply; else it returns to the draft, as does what a tab left that is gone.
   */
  settle: (options: SettleOptions) => 'sent' | 'returned' | 'waiting' | 'nothing';
  /**
   * Whether `settle` has returned it to the draft, and it is still there. A reload cuts the reply off while the
   * page that is left still runs, so the next page of the tab says so.
   */
  wasReturned: () => boolean;
  /** Forgets that it was returned, when the next turn starts. */
  forgetReturn: () => void;
};

type SettleOptions = {
  /** Whether the last reply arrived whole. */
  endedWell: boolean;
  /** Whether another tab that has queued something can be there and about to send it. */
  mayBeSentElsewhere: boolean;
  /** Returns false if the message wasn't accepted. */
  send: (text: string, files: readonly Attachment[]) => boolean;
};

type QueueParts = {
  /** The files of the draft. */
  draftTray: AttachmentTray;
  /** The files of what is queued. */
  tray: AttachmentTray;
  setDraft: (text: string) => void;
  /** The largest request that the site takes. */
  maxBytes: number;
};

/**
 * A queue is stored like a draft, and each step writes the new place before the old one is cleared: a tab
 * that is killed in between leaves a copy too many, never one too few.
 */
export function createMessageQueue(
  draftKey: string,
  { draftTray, tray, setDraft, maxBytes }: QueueParts,
): MessageQueue {
  const key = queuedKey(draftKey);
  const text = () => (isOwnDraft(key) ? readDraft(key) : '');
  const isOwn = () => isOwnDraft(key) || readOwnDraftList(key).length > 0;

  /** As stored: a copy of this tab may have sent it already. Null until its content is read. */
  const files = (): readonly Attachment[] | null => {
    const ids = readOwnDraftList(key);
    const ready = tray.ready()?.filter(({ id }) => ids.includes(id));
    return ready ?? null;
  };
  const clear = (ids: readonly string[]) => {
    clearDraft(key);
    tray.clear();
    writeDraftList(key, [], ids);
  };
  const giveBack = (said: string, ids: readonly string[]) => {
    if (said !== '') setDraft(joined(said, readDraft(draftKey)));
    if (ids.length > 0) draftTray.take(ids);
    clear(ids);
    return said !== '' || ids.length > 0;
  };
  const recall = () => giveBack(text(), readOwnDraftList(key));
  const giveUp = (said: string, ids: readonly string[]) => {
    if (said === '' && ids.length === 0) return 'nothing';
    tabRecords.write(RETURNED + draftKey, 'yes');
    giveBack(said, ids);
    return 'returned';
  };
  const forgetReturn = () => tabRecords.remove(RETURNED + draftKey);

  return {
    text,
    add(added, { withFiles = true } = {}) {
      const ready = withFiles ? draftTray.ready() : [];
      const queued = tray.ready();
      if (!ready || !queued || (added.trim() === '' && ready.length === 0)) return false;
      const room = { model: undefined, path: [], maxBytes };
      const { blocked } = checkRequest([...queued, ...ready], room);
      if (blocked !== null) {
        draftTray.tell(`These files can't join the queued message. ${blocked}`);
        return false;
      }
      forgetReturn();
      const all = joined(text(), added);
      if (all !== '') writeDraft(key, all);
      if (ready.length > 0) {
        tray.take(ready.map(({ id }) => id));
        draftTray.clear();
      }
      return true;
    },
    recall,
    remove: () => clear(readOwnDraftList(key)),
    settle({ endedWell, mayBeSentElsewhere, send }) {
      if (!isOwn()) {
        return mayBeSentElsewhere ? 'nothing' : giveUp(readDraft(key), readDraftList(key));
      }
      const ready = files();
      if (!ready) return 'waiting';
      const isWhole = ready.length === readOwnDraftList(key).length;
      if (endedWell && isWhole && send(text(), ready)) {
        clear([]);
        return 'sent';
      }
      return giveUp(text(), readOwnDraftList(key));
    },
    wasReturned: () =>
      tabRecords.read(RETURNED + draftKey) !== null &&
      (readDraft(draftKey) !== '' || readOwnDraftList(draftKey).length > 0),
    forgetReturn,
  };
}

function joined(first: string, second: string): string {
  return [first, second].filter((text) => text.trim() !== '').join('\n\n');
}
