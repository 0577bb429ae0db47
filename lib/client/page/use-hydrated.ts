'use client';

import { useSyncExternalStore } from 'react';

/**
 * Whether the page is hydrated. Until then the browser would submit a form itself: it would reload the
 * page with the named fields in the URL.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
}

function subscribe(): () => void {
  return () => undefined;
}
