import path from 'node:path';

/** Test files that no suite would run, according to each suite's patterns. */
export function findStrayTests(
  files: readonly string[],
  suites: Readonly<Record<string, readonly string[]>>,
): string[] {
  const patterns = Object.values(suites).flat();
  return files.filter((file) => !patterns.some((pattern) => path.posix.matchesGlob(file, pattern)));
}
