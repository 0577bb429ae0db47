import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { BUILD_SOURCES } from '../lib/server/process/build-id.mjs';

/**
 * Whether the project's production build is complete and newer than everything it was built from.
 * Folders count as well as files: a folder's time changes when a file in it is deleted.
 *
 * @param {string} projectFolder
 */
export function isBuildFresh(projectFolder) {
  const output = path.join(projectFolder, '.next');
  // Next writes the marker near the end, so an interrupted build does not have it.
  if (!existsSync(path.join(output, 'export-marker.json'))) return false;
  const builtAt = modifiedAt(path.join(output, 'BUILD_ID'));
  if (builtAt === null) return false;
  return BUILD_SOURCES.every((source) => newestIn(path.join(projectFolder, source)) <= builtAt);
}

/**
 * @param {string} entry
 * @returns {number} milliseconds since 1970; 0 if it does not exist
 */
function newestIn(entry) {
  const ownTime = modifiedAt(entry);
  if (ownTime === null) return 0;
  if (!statSync(entry).isDirectory()) return ownTime;
  const contentTimes = readdirSync(entry).map((name) => newestIn(path.join(entry, name)));
  return Math.max(ownTime, ...contentTimes);
}

/** @param {string} file */
function modifiedAt(file) {
  return existsSync(file) ? statSync(file).mtimeMs : null;
}
