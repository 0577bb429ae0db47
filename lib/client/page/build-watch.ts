import { BUILD_HEADER } from '#lib/core/site-state.ts';
import { createListeners } from './create-listeners.ts';

/** What is known of the builds that the server has answered with, and of this page's own parts. */
type BuildWatch = {
  /** Reads from an answer of the API which build its server is. */
  note: (response: Pick<Response, 'headers'>) => void;
  /** A part of this page could not be loaded, though the server answers. */
  noteMissingPart: () => void;
  /** Whether the server was seen to be another build than `own`. It stays so: servers are replaced one by one. */
  sawOtherThan: (own: string) => boolean;
  isPartMissing: () => boolean;
  /** Calls when any of this changes; returns the end of it. */
  subscribe: (listener: () => void) => () => void;
};

/** Starts with nothing seen and nothing missing. */
export function createBuildWatch(): BuildWatch {
  const seen = new Set<string>();
  const { subscribe, notify } = createListeners();
  let partMissing = false;
  return {
    note({ headers }) {
      const build = headers.get(BUILD_HEADER);
      // An answer of a proxy names none.
      if (!build || seen.has(build)) return;
      seen.add(build);
      notify();
    },
    noteMissingPart() {
      partMissing = true;
      notify();
    },
    sawOtherThan: (own) => [...seen].some((build) => build !== own),
    isPartMissing: () => partMissing,
    subscribe,
  };
}

/** The one of this page. */
export const buildWatch = createBuildWatch();
