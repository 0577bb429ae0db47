import type { KeyboardEvent } from 'react';

/** Whether a key press sends what was written: Enter without Shift, or only with Ctrl or ⌘ if so set. */
export function isSendKey({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (key !== 'Enter' || shiftKey) return false;
  return ctrlKey || metaKey || document.documentElement.dataset['sendKey'] !== 'modified';
}
