'use client';

import { useSyncExternalStore } from 'react';

/**
 * Whether the browser believes it has a network. False is certain; true can be wrong (a network
 * without a way out), so a request that fails all the same is told by its own error.
 */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, isOnline, assumeOnline);
}

function isOnline(): boolean {
  return navigator.onLine;
}

/** What the server draws: whoever got the page had a network. */
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
