'use client';

import { useEffect, useEffectEvent, useState } from 'react';

/**
 * What is typed between the shortcut for the search and its field, whose code loads with the first search: it
 * would be written into the message, and Enter would send that. Escape cancels.
 */
export function useTypedAhead(isSearching: boolean, onCancel: () => void): string {
  const [typed, setTyped] = useState('');
  const cancel = useEffectEvent(onCancel);
  useEffect(() => {
    if (!isSearching) return;
    const keep = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, isComposing } = event;
      if (ctrlKey || metaKey || altKey || isComposing || document.querySelector('dialog[open]'))
        return;
      event.preventDefault();
      event.stopPropagation();
      if (key === 'Escape') cancel();
      if (key === 'Backspace') setTyped((before) => before.slice(0, -1));
      if (key.length === 1) setTyped((before) => before + key);
    };
    window.addEventListener('keydown', keep, true);
    return () => {
      window.removeEventListener('keydown', keep, true);
      setTyped('');
    };
  }, [isSearching]);
  return typed;
}
