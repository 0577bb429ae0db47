import 'server-only';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const MAX_FILES = 2000;
const OPENAI_KEY =
  /sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{20}|sk-[A-Za-z0-9_-]{20,100}T3BlbkFJ[A-Za-z0-9_-]{20}/;
const MIN_SECRET_LENGTH = 16;

/**
 * Files of the built page that contain the key, or anything that can only be an OpenAI key. Null if
 * there is no build. Reading them takes about 20 ms.
 */
export async function findKeyInBuild(
  folder: string,
  key: string | undefined,
  signal: AbortSignal,
): Promise<string[] | null> {
  const root = path.join(folder, '.next', 'static');
  const secret = key?.trim() ?? '';
  let names: string[];
  try {
    names = await readdir(root, { recursive: true });
  } catch {
    // Not built yet.
    return null;
  }
  const found: string[] = [];
  for (const name of names
    .filter((file) => /\.(js|css|html|json|map)$/.test(file))
    .slice(0, MAX_FILES)) {
    const text = await readFile(path.join(root, name), { encoding: 'utf8', signal });
    const holdsKey = secret.length >= MIN_SECRET_LENGTH && text.includes(secret);
    if (holdsKey || OPENAI_KEY.test(text)) found.push(path.posix.join('.next/static', name));
  }
  return found;
}
