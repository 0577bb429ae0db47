'use client';

import { deferredData } from '../chat/deferred-parts.ts';
import { MissingPartDialog } from '../chat/missing-part-dialog.tsx';
import type { DataDialogProps } from './data-dialog.tsx';

/** The dialog about what is stored, whose code few visits need. */
export function DeferredDataDialog(props: DataDialogProps) {
  const dialog = deferredData.use();
  if (dialog === 'loading') return null;
  if (dialog === 'failed') return <MissingPartDialog title="Your data" onClose={props.onClose} />;
  return <dialog.DataDialog {...props} />;
}
