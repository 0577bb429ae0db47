'use client';

import { useSyncExternalStore } from 'react';

/**
 * Whether the page's code runs. Until then a form is the browser's, which would submit it by loading the
 * page anew, with its named fields in the address.
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
