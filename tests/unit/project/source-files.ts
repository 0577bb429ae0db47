import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export type SourceFile = {
  /** Relative to the project's folder, with forward slashes. */
  path: string;
  text: string;
};

export const projectFolder = path.resolve(import.meta.dirname, '../../..');

/** The modules that make up the app, including tests. */
export function readAppModules(): SourceFile[] {
  const folders = ['app', 'components', 'lib'].flatMap((folder) => listFiles(folder));
  const rootFiles = ['instrumentation.ts', 'instrumentation-client.ts', 'proxy.ts'].filter((file) =>
    listFiles('.').includes(file),
  );
  return [...folders, ...rootFiles].filter(isModule).map(readSource);
}

/** The modules that are written for the project, including the app's, its scripts and what the page loads as it is. */
export function readSourceModules(): SourceFile[] {
  const others = ['scripts', 'public']
    .flatMap((folder) => listFiles(folder))
    // A build copies Mermaid's files there.
    .filter((file) => !file.startsWith('public/diagram/'));
  return [...readAppModules(), ...others.filter(isModule).map(readSource)];
}

/** A file of the project, with its text. */
export function readSource(file: string): SourceFile {
  return { path: file, text: readFileSync(path.join(projectFolder, file), 'utf8') };
}

/** Paths of all files in a folder of the project; for `.`, only the files directly in it. */
export function listFiles(folder: string): string[] {
  return readdirSync(path.join(projectFolder, folder), {
    recursive: folder !== '.',
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(projectFolder, path.join(entry.parentPath, entry.name)))
    .map((file) => file.replaceAll(path.sep, '/'));
}

/** Distinguishes tests from shipped files. */
export function isTestFile(file: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(file);
}

function isModule(file: string): boolean {
  return /(?<!\.d)\.(ts|tsx|js|mjs)$/.test(file);
}
