import { targetOf } from './import-arrow.ts';
import { parseModule } from './parse-module.ts';
import { isTestFile, type SourceFile } from './source-files.ts';

/** Folders with one subject each, and the modules that the rest of the app may import from them. */
const ENTRY_POINTS: Readonly<Record<string, readonly string[]>> = {
  'lib/core/classify/': [
    'classify-connection-error.ts',
    'classify-error-event.ts',
    'classify-upstream-error.ts',
    'error-of-response-event.ts',
  ],
  'lib/core/classify/details/': ['read-failure-details.ts'],
  'lib/core/classify/message-rules/': ['message-rules.ts', 'page-message-rules.ts'],
};

/** Imports, except in tests, of any other module in such a folder from outside it. */
export function findDeepImports(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => !isTestFile(path))
    .flatMap((file) =>
      parseModule(file).imports.flatMap(({ specifier, line }) =>
        isDeepImport(file.path, targetOf(file.path, specifier) ?? '')
          ? [`${file.path}:${line} imports ${specifier}`]
          : [],
      ),
    );
}

function isDeepImport(importer: string, target: string): boolean {
  return Object.entries(ENTRY_POINTS).some(
    ([folder, entryPoints]) =>
      target.startsWith(folder) &&
      !importer.startsWith(folder) &&
      !entryPoints.includes(target.slice(folder.length)),
  );
}
