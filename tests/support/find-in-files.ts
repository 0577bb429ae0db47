import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The files under a folder that contain an ASCII text, in one or two bytes a character. */
export function filesContaining(folder: string, text: string): string[] {
  const forms = [Buffer.from(text, 'latin1'), Buffer.from(text, 'utf16le')];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    try {
      const path = join(folder, name);
      if (!statSync(path).isFile()) return false;
      const bytes = readFileSync(path);
      return forms.some((form) => bytes.includes(form));
    } catch {
      // A lock or a temporary file that is gone by now.
      return false;
    }
  });
}
