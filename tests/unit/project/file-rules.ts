import { isTestFile, type SourceFile } from './source-files.ts';

const MAX_LINES = 200;
const REASON_TO_BE_LONG = 'one algorithm';

/** `[kind]` and `(group)` are Next's own spelling of folders. */
const KEBAB_CASE = /^([a-z0-9]+(-[a-z0-9]+)*|\[[a-z.-]+\]|\([a-z-]+\))$/;
const NON_DESCRIPTIVE = /(^|-)(index|utils?|helpers?|misc|common)(-|$)/;

/** Paths with a name that is not kebab-case or does not describe its content. */
export function findBadNames(paths: readonly string[]): string[] {
  return paths.filter((path) =>
    path
      .replace(/(\.(test|spec|config|d))?\.[a-z0-9]+$/, '')
      .split('/')
      .some((name) => !KEBAB_CASE.test(name) || NON_DESCRIPTIVE.test(name)),
  );
}

/** Base names that more than one module has, except for tests and Next's own files. */
export function findDuplicateBaseNames(paths: readonly string[]): string[] {
  const modules = paths.filter((path) => !isTestFile(path) && !path.startsWith('app/'));
  const names = modules.map((path) => path.replace(/^.*\//, '').replace(/(\.d)?\.[a-z]+$/, ''));
  const duplicates = names.filter((name, index) => names.indexOf(name) !== index);
  return [...new Set(duplicates)].sort();
}

/**
 * Modules, except for tests, that are too long to have one subject. Those in `algorithms` must say
 * that they are one.
 */
export function findTooLong(
  files: readonly SourceFile[],
  algorithms: readonly string[] = [],
): string[] {
  return files
    .filter(({ path }) => !isTestFile(path))
    .map(({ path, text }) => ({ path, text, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > MAX_LINES)
    .filter(({ path, text }) => !algorithms.includes(path) || !text.includes(REASON_TO_BE_LONG))
    .map(({ path, lines }) => `${path} has ${lines} lines`);
}
