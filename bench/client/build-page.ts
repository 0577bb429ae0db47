import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';

export const projectFolder = path.resolve(import.meta.dirname, '../..');
const fromProject = createRequire(`${projectFolder}/package.json`);

/** The page that mounts each contestant, with the styles of the built Starlight, as one HTML text. */
export async function buildPage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, 'page/stream-page.tsx')],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    jsx: 'automatic',
    target: 'esnext',
    outdir: '/bench',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff2': 'empty' },
    // One React for all of them: the project's.
    alias: Object.fromEntries(
      ['react', 'react-dom'].map((name) => [
        name,
        path.dirname(fromProject.resolve(`${name}/package.json`)),
      ]),
    ),
  });
  const script = outputFiles.find((file) => file.path.endsWith('.js'))?.text ?? '';
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8">',
    `<style>${builtStyles()}</style>`,
    '<div id="scroller" style="height:100vh;overflow-y:auto">',
    '<div id="root" class="mx-auto max-w-[46rem] text-base leading-[1.6]"></div></div>',
    `<script>${script.replaceAll('</script', '<\\/script')}</script></html>`,
  ].join('');
}

function builtStyles(): string {
  const folder = path.join(projectFolder, '.next/static/chunks');
  const sheets = readdirSync(folder).filter((file) => file.endsWith('.css'));
  return sheets.map((file) => readFileSync(path.join(folder, file), 'utf8')).join('\n');
}
