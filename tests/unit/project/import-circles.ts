import { targetOf } from './import-arrow.ts';
import { parseModule } from './parse-module.ts';
import { isTestFile, type SourceFile } from './source-files.ts';

/** Modules, except for tests, that import themselves through others, types included. */
export function findModulesInCircles(files: readonly SourceFile[]): string[] {
  const imports = new Map(
    files
      .filter(({ path }) => !isTestFile(path))
      .map((file) => [
        file.path,
        parseModule(file).imports.flatMap(({ specifier }) => targetOf(file.path, specifier) ?? []),
      ]),
  );
  return [...imports.keys()].filter((path) => reachesItself(path, imports)).sort();
}

function reachesItself(start: string, imports: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const open = [start];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const targets = imports.get(path) ?? [];
    if (targets.includes(start)) return true;
    const unseen = targets.filter((target) => !seen.has(target));
    for (const target of unseen) seen.add(target);
    open.push(...unseen);
  }
  return false;
}
