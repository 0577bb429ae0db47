// Plain JavaScript without `server-only`, because next.config.mjs runs it before anything is built.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCES = path.join(import.meta.dirname, 'diagram-frame');
const MERMAID = path.dirname(
  fileURLToPath(import.meta.resolve('mermaid/dist/mermaid.esm.min.mjs')),
);
const CHUNKS = 'chunks/mermaid.esm.min';
/** A third of it all: another engine for layout, under another license, and formulas, which need HTML. */
const LEFT_OUT = /^(?:elk|katex)-/;

/** @returns {string} the name of the folder of the files, which is another one whenever one of them changes */
export function diagramFrameFolder() {
  const { version } = JSON.parse(readFileSync(path.join(MERMAID, '../package.json'), 'utf8'));
  const hash = createHash('sha256');
  for (const name of readdirSync(SOURCES).sort()) {
    // Git may end lines in another way.
    const text = readFileSync(path.join(SOURCES, name), 'utf8').replaceAll('\r\n', '\n');
    hash.update(`${name}\n${text.length}\n${text}`);
  }
  return `mermaid-${version}-${hash.digest('hex').slice(0, 8)}`;
}

/**
 * Copies the page that draws diagrams, with Mermaid's own build, into `public/diagram`, unless it is there.
 *
 * @param {string} publicFolder
 */
export function copyDiagramFrame(publicFolder) {
  const parent = path.join(publicFolder, 'diagram');
  const folder = path.join(parent, diagramFrameFolder());
  if (existsSync(folder)) return;
  rmSync(parent, { recursive: true, force: true });
  mkdirSync(parent, { recursive: true });
  // Renamed once it is complete: a build evaluates its configuration in several processes.
  const draft = mkdtempSync(path.join(parent, 'draft-'));
  mkdirSync(path.join(draft, CHUNKS), { recursive: true });
  for (const name of readdirSync(SOURCES)) {
    copyFileSync(path.join(SOURCES, name), path.join(draft, name));
  }
  copyFileSync(path.join(MERMAID, 'mermaid.esm.min.mjs'), path.join(draft, 'mermaid.esm.min.mjs'));
  for (const name of readdirSync(path.join(MERMAID, CHUNKS))) {
    if (!name.endsWith('.mjs') || LEFT_OUT.test(name)) continue;
    copyFileSync(path.join(MERMAID, CHUNKS, name), path.join(draft, CHUNKS, name));
  }
  renameSync(draft, folder);
}
