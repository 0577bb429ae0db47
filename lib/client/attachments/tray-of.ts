import { DRAFT_FILES, onDraftsCleared } from '../storage/drafts.ts';
import { type AttachmentTray, createAttachmentTray, sweepDraftFiles } from './attachment-tray.ts';

const trays = new Map<string, AttachmentTray>();
/** After the page has read its drafts and redone unfinished writes. */
const FIRST_SWEEP_MS = 20_000;

/** The tray of a draft in this tab. */
export function trayOf(draftKey: string): AttachmentTray {
  if (trays.size === 0) watchPage();
  const tray = trays.get(draftKey) ?? createAttachmentTray(draftKey);
  trays.set(draftKey, tray);
  return tray;
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
