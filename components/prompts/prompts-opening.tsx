'use client';

import { useEffect, useState } from 'react';
import { deferDialog } from '../ui/defer-dialog.tsx';
import type { PromptsDialogProps } from './prompts-dialog.tsx';
import { promptsOpener } from './prompts-opener.ts';

const PromptsDialog = deferDialog<PromptsDialogProps>('Prompts', async () => {
  const { PromptsDialog: Dialog } = await import('./prompts-dialog.tsx');
  return { Dialog };
});

/** The place of the list of prompts, outside the form of the message field, because it has forms of its own. */
export function PromptsOpening() {
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => promptsOpener.subscribe(() => setIsOpen(true)), []);
  return isOpen && <PromptsDialog onClose={() => setIsOpen(false)} />;
}
