import { BUILD_HEADER } from '#lib/core/site-state.ts';
import { createListeners } from './create-listeners.ts';

/** Tracks the builds that have answered and the parts this page could not load. */
type BuildWatch = {
  /** Records the build of an API response. */
  note: (response: Pick<Response, 'headers'>) => void;
  /** Records that a part of this page could not be loaded although the server answers. */
  noteMissingPart: () => void;
  /** Whether any build other than `own` has answered. Stays true: servers are replaced one by one. */
  hasSeenOtherBuild: (own: string) => boolean;
  isPartMissing: () => boolean;
  /** Calls back after each change; returns an unsubscribe function. */
  subscribe: (listener: () => void) => () => void;
};

export function createBuildWatch(): BuildWatch {
  const seen = new Set<string>();
  const { subscribe, notify } = createListeners();
  let partMissing = false;
  return {
    note({ headers }) {
      const build = headers.get(BUILD_HEADER);
      // A proxy's own response has no build header.
      if (!build || seen.has(build)) return;
      seen.add(build);
      notify();
    },
    noteMissingPart() {
      partMissing = true;
      notify();
    },
    hasSeenOtherBuild: (own) => [...seen].some((build) => build !== own),
    isPartMissing: () => partMissing,
    subscribe,
  };
}

/** The watch of this page. */
export const buildWatch = createBuildWatch();
