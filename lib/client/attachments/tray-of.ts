import type { Attachment } from '#lib/core/attachments/attachment.ts';
import { DRAFT_FILES, onDraftsCleared, queuedKey } from '../storage/drafts.ts';
import {
  type AttachmentTray,
  createAttachmentTray,
  sweepDraftFiles,
  type TrayOptions,
} from './attachment-tray.ts';

const trays = new Map<string, AttachmentTray>();
/** After the page has read its drafts and redone unfinished writes. */
const FIRST_SWEEP_MS = 20_000;

/** The tray of a draft in this tab. */
export function trayOf(draftKey: string): AttachmentTray {
  return trayAt(draftKey);
}

/** The tray of what this tab has queued in a conversation. */
export function queuedTrayOf(draftKey: string): AttachmentTray {
  return trayAt(queuedKey(draftKey), { ownOnly: true });
}

/** Forgets the files of a draft that nobody can return to, and of what was queued after it. */
export function forgetTray(draftKey: string): void {
  for (const key of [draftKey, queuedKey(draftKey)]) {
    trays.get(key)?.clear();
    trays.delete(key);
  }
}

function trayAt(key: string, options?: TrayOptions): AttachmentTray {
  if (trays.size === 0) watchPage();
  const tray = trays.get(key) ?? createAttachmentTray(key, options);
  trays.set(key, tray);
  return tray;
}

/** What to send with a draft; null while something is being read. */
export function readyFiles(draftKey: string): readonly Attachment[] | null {
  return trayOf(draftKey).ready();
}

/** Removes the files of a draft that was sent. */
export function clearFiles(draftKey: string): void {
  trayOf(draftKey).clear();
}

function watchPage(): void {
  const sweep = () => void sweepDraftFiles();
  setTimeout(sweep, FIRST_SWEEP_MS);
  onDraftsCleared(() => {
    for (const tray of trays.values()) tray.clear();
    sweep();
  });
  window.addEventListener('storage', ({ key }) => {
    if (key !== null && !key.startsWith(DRAFT_FILES)) return;
    for (const tray of trays.values()) tray.keepShown();
  });
}
