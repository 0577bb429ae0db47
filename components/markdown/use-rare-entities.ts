import { useEffect, useSyncExternalStore } from 'react';
import { createListeners } from '#lib/client/page/create-listeners.ts';
import { addEntities, hasMissedEntity } from '#lib/core/markdown/lexer/decode-entities.ts';

let state: 'none' | 'loading' | 'loaded' | 'failed' = 'none';
const listeners = createListeners();

/**
 * Whether every entity of HTML is known. The rare ones load once a text has one that is not; until then, and
 * without a network, it is shown as it was written.
 */
export function useRareEntities(): boolean {
  useEffect(() => {
    if (hasMissedEntity()) loadRareEntities();
  });
  return useSyncExternalStore(listeners.subscribe, isLoaded, () => false);
}

function isLoaded(): boolean {
  return state === 'loaded';
}

function loadRareEntities(): void {
  if (state !== 'none') return;
  state = 'loading';
  import('#lib/core/markdown/lexer/rare-entities.ts').then(
    ({ RARE_ENTITIES }) => {
      addEntities(RARE_ENTITIES);
      state = 'loaded';
      listeners.notify();
    },
    () => {
      state = 'failed';
      window.addEventListener('online', () => (state = 'none'), { once: true });
    },
  );
}
