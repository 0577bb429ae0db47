'use client';

import { clearFiles, readyFiles } from '#lib/client/attachments/tray-of.ts';
import { AttachButton } from './attach-button.tsx';
import { DraftTray } from './draft-tray.tsx';

// What the composer draws of attachments, loaded after the first paint.
export { AttachButton, clearFiles, DraftTray, readyFiles };
