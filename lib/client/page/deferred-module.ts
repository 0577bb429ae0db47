'use client';

import { useSyncExternalStore } from 'react';
import { createListeners } from './create-listeners.ts';

/** Code that is loaded after the first paint: what it exports, or how far it is. */
type DeferredModule<T> = T | 'loading' | 'failed';

type Deferred<T> = {
  /** Begins to load, unless that has begun. Never throws. */
  load: () => void;
  /** The module as a component sees it; begins to load it. */
  use: () => DeferredModule<T>;
};

/**
 * Loads code when it is first needed. Unlike React's `lazy`, a failure (the network may be what a
 * banner is about) is a state to draw, and is made up for once the browser is online again.
 */
export function deferModule<T extends object>(importModule: () => Promise<T>): Deferred<T> {
  let state: DeferredModule<T> | 'idle' = 'idle';
  const listeners = createListeners();
  const become = (next: DeferredModule<T>) => {
    state = next;
    listeners.notify();
  };
  const load = () => {
    if (state !== 'idle' && state !== 'failed') return;
    state = 'loading';
    importModule().then(become, () => {
      become('failed');
      window.addEventListener('online', load, { once: true });
    });
  };
  const subscribe = (listener: () => void) => {
    load();
    return listeners.subscribe(listener);
  };
  const read = () => (state === 'idle' ? 'loading' : state);
  return { load, use: () => useSyncExternalStore(subscribe, read, () => 'loading') };
}
