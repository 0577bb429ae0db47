'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { readSharedLink } from './shared-link.ts';

type SharedLink = Awaited<ReturnType<typeof readSharedLink>> & { fragment: string };

/** The conversation in the address of this page; null while it is read. Only this page ever sees it. */
export function useSharedLink(): SharedLink | null {
  const fragment = useSyncExternalStore(subscribe, readFragment, () => null);
  const [link, setLink] = useState<SharedLink | null>(null);
  useEffect(() => {
    if (fragment === null) return;
    let isWanted = true;
    void readSharedLink(fragment).then((read) => isWanted && setLink({ ...read, fragment }));
    return () => {
      isWanted = false;
    };
  }, [fragment]);
  return link?.fragment === fragment ? link : null;
}

function readFragment(): string {
  return window.location.hash.slice(1);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
