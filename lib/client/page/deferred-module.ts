'use client';

import { useSyncExternalStore } from 'react';
import { createListeners } from './create-listeners.ts';

/** A module loaded after the first paint, or its loading state. */
type DeferredModule<T> = T | 'loading' | 'failed';

type Deferred<T> = {
  /** Starts loading unless already started. Never throws. */
  load: () => void;
  /** React hook that returns the module and starts loading it. */
  use: () => DeferredModule<T>;
};

/**
 * Loads code when it is first needed. Unlike with React's `lazy`, a failure is a state to render (the
 * banner to show may be about the network), and loading is retried when the browser is online again.
 */
export function deferModule<T extends object>(importModule: () => Promise<T>): Deferred<T> {
  let state: DeferredModule<T> | 'idle' = 'idle';
  const listeners = createListeners();
  const setState = (next: DeferredModule<T>) => {
    state = next;
    listeners.notify();
  };
  const load = () => {
    if (state !== 'idle' && state !== 'failed') return;
    state = 'loading';
    importModule().then(setState, () => {
      setState('failed');
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
