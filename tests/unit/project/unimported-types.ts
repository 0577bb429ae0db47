import { parseAst } from 'vitest/node';
import { targetOf } from './import-arrow.ts';
import type { SourceFile } from './source-files.ts';

type ModuleTypes = {
  path: string;
  exported: string[];
  /** `file#name` for each name that the module imports or re-exports. */
  imported: string[];
};

type Statement = ReturnType<typeof parseAst>['body'][number];

/**
 * Exported types that no module imports, as `file#name`. knip counts a type as used if the
 * signature of a used export mentions it; such a type compiles without being exported, too.
 */
export function findUnimportedTypes(files: readonly SourceFile[]): string[] {
  const modules = files.map(readTypes);
  const imported = new Set(modules.flatMap((module) => module.imported));
  return modules
    .flatMap(({ path, exported }) => exported.map((name) => `${path}#${name}`))
    .filter((type) => !imported.has(type));
}

function readTypes({ path, text }: SourceFile): ModuleTypes {
  const { body } = parseAst(text, { lang: languageOf(path) });
  const named = [...body.flatMap(namesIn), ...namesOfImportTypes(text)];
  return {
    path,
    exported: body.flatMap(exportedTypeIn),
    imported: named.flatMap(({ from, name }) => {
      const target = targetOf(path, from);
      return target === null ? [] : [`${target}#${name}`];
    }),
  };
}

function languageOf(path: string): 'js' | 'ts' | 'tsx' {
  if (path.endsWith('.mjs')) return 'js';
  return path.endsWith('.tsx') ? 'tsx' : 'ts';
}

function exportedTypeIn(statement: Statement): string[] {
  if (statement.type !== 'ExportNamedDeclaration') return [];
  const { declaration } = statement;
  const isType =
    declaration?.type === 'TSTypeAliasDeclaration' ||
    declaration?.type === 'TSInterfaceDeclaration';
  return isType ? [declaration.id.name] : [];
}

function namesIn(statement: Statement): { from: string; name: string }[] {
  const names: { from: string; name: string }[] = [];
  if (statement.type === 'ImportDeclaration') {
    for (const specifier of statement.specifiers) {
      if (specifier.type !== 'ImportSpecifier' || specifier.imported.type !== 'Identifier')
        continue;
      names.push({ from: statement.source.value, name: specifier.imported.name });
    }
  }
  if (statement.type === 'ExportNamedDeclaration' && statement.source) {
    for (const { local } of statement.specifiers) {
      if (local.type !== 'Identifier') continue;
      names.push({ from: statement.source.value, name: local.name });
    }
  }
  return names;
}

/** `import('./a.ts').A`, which occurs within other types and, in plain JavaScript, in comments. */
function namesOfImportTypes(text: string): { from: string; name: string }[] {
  return [...text.matchAll(/import\('([^'\n]{1,200})'\)\.(\w{1,100})/g)].map(
    ([, from = '', name = '']) => ({ from, name }),
  );
}
