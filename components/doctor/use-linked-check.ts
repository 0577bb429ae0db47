'use client';

import { useEffect, useRef, useSyncExternalStore } from 'react';
import { CHECK_IDS, type CheckId } from '#lib/core/doctor/report/doctor-report.ts';

/**
 * The check that the address asks for (`/doctor#check-shape`). Once its result is there, its row is
 * scrolled to and focused: once for each time a link is followed, and never by what runs later.
 *
 * @param hasResult whether a check has found something already
 */
export function useLinkedCheck(hasResult: (id: CheckId) => boolean): CheckId | null {
  const hash = useSyncExternalStore(subscribe, readHash, () => '');
  const followed = useRef('');
  const id = CHECK_IDS.find((known) => hash === `#check-${known}`) ?? null;
  const isThere = id !== null && hasResult(id);
  useEffect(() => {
    if (!isThere || followed.current === hash) return;
    followed.current = hash;
    const row = document.getElementById(hash.slice(1));
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  }, [isThere, hash]);
  return id;
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
}

function readHash(): string {
  return window.location.hash;
}
