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
  const visited = new Set<string>();
  const stack = [start];
  for (let path = stack.pop(); path !== undefined; path = stack.pop()) {
    const targets = imports.get(path) ?? [];
    if (targets.includes(start)) return true;
    const unvisited = targets.filter((target) => !visited.has(target));
    for (const target of unvisited) visited.add(target);
    stack.push(...unvisited);
  }
  return false;
}
