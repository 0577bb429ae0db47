'use client';

import { useSyncExternalStore } from 'react';

/**
 * Whether the browser reports a network. False is certain; true can be wrong (a network without
 * internet access), so a request can still fail with its own error.
 */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, isOnline, assumeOnline);
}

function isOnline(): boolean {
  return navigator.onLine;
}

/** For server rendering: the browser had a network when it loaded the page. */
function assumeOnline(): boolean {
  return true;
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('online', onChange);
  window.addEventListener('offline', onChange);
  return () => {
    window.removeEventListener('online', onChange);
    window.removeEventListener('offline', onChange);
  };
}
