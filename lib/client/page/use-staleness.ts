'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { buildWatch } from './build-watch.ts';
import { watchMissingParts } from './watch-missing-parts.ts';

/**
 * Whether this page is outdated. `newer`: the server now runs another build.
 * `incomplete`: the server no longer has a part of this page, as after an update.
 */
export type Staleness = 'current' | 'newer' | 'incomplete';

/** Compares this page's build with the builds that answer its requests. */
export function useStaleness(ownBuild: string): Staleness {
  useEffect(() => watchMissingParts(buildWatch.noteMissingPart), []);
  const read = (): Staleness => {
    if (buildWatch.hasSeenOtherBuild(ownBuild)) return 'newer';
    return buildWatch.isPartMissing() ? 'incomplete' : 'current';
  };
  return useSyncExternalStore(buildWatch.subscribe, read, () => 'current');
}
