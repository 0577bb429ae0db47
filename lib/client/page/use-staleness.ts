'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { buildWatch } from './build-watch.ts';
import { watchMissingParts } from './watch-missing-parts.ts';

/**
 * How far this page is behind its server. `newer`: the server was replaced by another build.
 * `incomplete`: a part of this page is gone from the server, as after an update.
 */
export type Staleness = 'current' | 'newer' | 'incomplete';

/** Compares this page's build with those that the server answers with, for as long as it is open. */
export function useStaleness(ownBuild: string): Staleness {
  useEffect(() => watchMissingParts(buildWatch.noteMissingPart), []);
  const read = (): Staleness => {
    if (buildWatch.sawOtherThan(ownBuild)) return 'newer';
    return buildWatch.isPartMissing() ? 'incomplete' : 'current';
  };
  return useSyncExternalStore(buildWatch.subscribe, read, () => 'current');
}
