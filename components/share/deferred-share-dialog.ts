'use client';

import { deferDialog } from '../ui/defer-dialog.tsx';
import type { ShareDialogProps } from './share-dialog.tsx';

export const ShareDialog = deferDialog<ShareDialogProps>('Share this conversation', async () => {
  const { ShareDialog: Dialog } = await import('./share-dialog.tsx');
  return { Dialog };
});
