import { isObject } from '#lib/core/json/is-object.ts';

/**
 * What keeps conversations from being stored. `unavailable`: this browser gives no database (private
 * mode, blocked, does not answer). `full`: no room left. `corrupt`: something could not be read, and
 * is kept for export. `newer_schema`: a newer Starlight wrote it; reloading brings that one.
 */
export type StoreProblem = 'unavailable' | 'full' | 'corrupt' | 'newer_schema';

/** Sorts what IndexedDB throws or rejects with (W3C IndexedDB 3.0, section 3.5) by the name alone. */
export function storeProblemOf(error: unknown): StoreProblem {
  const name = isObject(error) && 'name' in error ? error.name : '';
  switch (name) {
    case 'QuotaExceededError':
      return 'full';
    case 'VersionError':
      return 'newer_schema';
    // Chromium: NotFoundError, DataError or NotReadableError for a large value whose file is gone.
    // Firefox and WebKit: UnknownError. NotFoundError is also an object store that is not there.
    case 'NotFoundError':
    case 'DataError':
    case 'NotReadableError':
    case 'UnknownError':
      return 'corrupt';
    default:
      return 'unavailable';
  }
}
