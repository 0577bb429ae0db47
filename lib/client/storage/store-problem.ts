import { isObject } from '#lib/core/json/is-object.ts';

/**
 * Why conversations cannot be stored. `unavailable`: no database in this browser (private mode, blocked,
 * not responding). `full`: no space remaining. `corrupt`: something is unreadable and kept for export.
 * `newer_schema`: a newer Starlight wrote the database; reloading loads that version.
 */
export type StoreProblem = 'unavailable' | 'full' | 'corrupt' | 'newer_schema';

/** Classifies an IndexedDB error (W3C IndexedDB 3.0, section 3.5) by its name alone. */
export function storeProblemOf(error: unknown): StoreProblem {
  const name = isObject(error) && 'name' in error ? error.name : '';
  switch (name) {
    case 'QuotaExceededError':
      return 'full';
    case 'VersionError':
      return 'newer_schema';
    // Chromium: NotFoundError, DataError or NotReadableError for a large value whose file is missing.
    // Firefox and WebKit: UnknownError. NotFoundError can also mean a missing object store.
    case 'NotFoundError':
    case 'DataError':
    case 'NotReadableError':
    case 'UnknownError':
      return 'corrupt';
    default:
      return 'unavailable';
  }
}
