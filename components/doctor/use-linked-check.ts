'use client';

import { useEffect, useRef, useSyncExternalStore } from 'react';
import { CHECK_IDS, type CheckId } from '#lib/core/doctor/report/doctor-report.ts';

/**
 * The check that the URL links to (`/doctor#check-shape`). Once it has a result, its row is scrolled into
 * view and focused: once per followed link, never because of a later run.
 *
 * @param hasResult whether a check already has a result
 */
export function useLinkedCheck(hasResult: (id: CheckId) => boolean): CheckId | null {
  const hash = useSyncExternalStore(subscribe, readHash, () => '');
  const followed = useRef('');
  const id = CHECK_IDS.find((known) => hash === `#check-${known}`) ?? null;
  const isReady = id !== null && hasResult(id);
  useEffect(() => {
    if (!isReady || followed.current === hash) return;
    followed.current = hash;
    const row = document.getElementById(hash.slice(1));
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  }, [isReady, hash]);
  return id;
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
}

function readHash(): string {
  return window.location.hash;
}
