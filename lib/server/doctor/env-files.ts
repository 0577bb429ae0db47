import 'server-only';
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import type { EnvFile, StrayFile } from '#lib/core/doctor/doctor-facts.ts';

const KEY = 'OPENAI_API_KEY';
const MAX_BYTES = 256 * 1024;
const LOOKS_LIKE_ENV_FILE = /^\.?env(\.[\w.-]+)?$/i;
const TEMPLATE_FILE = /example|sample|template|dist$/i;
/** Where people put env files that Next does not read. */
const OTHER_FOLDERS = [
  '.',
  'app',
  'src',
  'src/app',
  'lib',
  'lib/server',
  'pages',
  'config',
  'server',
  'public',
  '..',
];

/** The env files that Next reads in this mode, highest precedence first. Never throws. */
export function readEnvFiles(folder: string, { development }: { development: boolean }): EnvFile[] {
  return namesFor(development).flatMap((name) => readEnvFile(folder, name) ?? []);
}

/** Files with a value for OPENAI_API_KEY that Next does not read in this mode. Never throws. */
export function findStrayFiles(
  folder: string,
  { development }: { development: boolean },
): StrayFile[] {
  const read = namesFor(development);
  return OTHER_FOLDERS.flatMap((other) =>
    namesIn(path.join(folder, other))
      .filter((name) => LOOKS_LIKE_ENV_FILE.test(name) && !TEMPLATE_FILE.test(name))
      .filter((name) => other !== '.' || !read.includes(name))
      .filter((name) => readEnvFile(path.join(folder, other), name)?.values[KEY]?.trim())
      .map((name) => ({
        path: other === '.' ? name : `${other}/${name}`,
        isPublic: other === 'public',
      })),
  );
}

/** In Next's order: earlier files take precedence. */
function namesFor(development: boolean): string[] {
  const mode = development ? 'development' : 'production';
  return [`.env.${mode}.local`, '.env.local', `.env.${mode}`, '.env'];
}

function readEnvFile(folder: string, name: string): EnvFile | null {
  const file = path.join(folder, name);
  try {
    const { mtimeMs, size } = statSync(file);
    if (size > MAX_BYTES) return null;
    const text = readFileSync(file, 'utf8');
    return { name, text, values: parseEnv(text), modifiedAtMs: mtimeMs };
  } catch {
    // Missing or unreadable: Next does not read it either.
    return null;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry: Dirent) => entry.isFile())
      .map(({ name }) => name);
  } catch {
    // A missing folder has no files.
    return [];
  }
}
