import { isTestFile, type SourceFile } from './source-files.ts';

const MAX_LINES = 300;
const WANTS_TO_BE_TWO_LINES = 200;

/** `[kind]` and `(group)` are Next's own spelling of folders. */
const KEBAB_CASE = /^([a-z0-9]+(-[a-z0-9]+)*|\[[a-z.-]+\]|\([a-z-]+\))$/;
const SAYS_NOTHING = /(^|-)(index|utils?|helpers?|misc|common)(-|$)/;

/** Paths with a name that is not kebab-case, or that does not say what the file is for. */
export function findBadNames(paths: readonly string[]): string[] {
  return paths.filter((path) =>
    path
      .replace(/(\.(test|spec|config|d))?\.[a-z0-9]+$/, '')
      .split('/')
      .some((name) => !KEBAB_CASE.test(name) || SAYS_NOTHING.test(name)),
  );
}

/** Base names that more than one module has, tests and Next's own files aside. */
export function findTwins(paths: readonly string[]): string[] {
  const modules = paths.filter((path) => !isTestFile(path) && !path.startsWith('app/'));
  const names = modules.map((path) => path.replace(/^.*\//, '').replace(/(\.d)?\.[a-z]+$/, ''));
  const twins = names.filter((name, at) => names.indexOf(name) !== at);
  return [...new Set(twins)].sort();
}

/** Modules, tests aside, that are too long to be about one thing. */
export function findTooLong(files: readonly SourceFile[]): string[] {
  return findLongerThan(files, MAX_LINES);
}

/** Modules, tests aside, that may want to become two. */
export function findLong(files: readonly SourceFile[]): string[] {
  return findLongerThan(files, WANTS_TO_BE_TWO_LINES);
}

function findLongerThan(files: readonly SourceFile[], maxLines: number): string[] {
  return files
    .filter(({ path }) => !isTestFile(path))
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > maxLines)
    .map(({ path, lines }) => `${path} has ${lines} lines`);
}
