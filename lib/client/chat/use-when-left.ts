'use client';

import { useEffect } from 'react';

/** Calls back with an id once it is no longer the given one, or the page is left. */
export function useWhenLeft(id: string | null, onLeft: (id: string) => void): void {
  useEffect(() => {
    if (id !== null) return () => onLeft(id);
    return;
  }, [id, onLeft]);
}
