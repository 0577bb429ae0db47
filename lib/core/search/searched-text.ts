import { fieldOf } from '../json/field-of.ts';

/** How much of each file is searched, in UTF-16 units: an index of megabytes a message would fill memory. */
const MAX_FILE_LENGTH = 100_000;

/** What search finds a message by: its text, and the names and texts of its files, as stored by anyone. */
export function searchedText(text: string, attachments: unknown): string {
  if (!Array.isArray(attachments)) return text;
  return [text, ...attachments.flatMap(textsIn)].join('\n');
}

function textsIn(file: unknown): string[] {
  return [fieldOf(file, 'name'), fieldOf(file, 'text')].flatMap((value) =>
    typeof value === 'string' ? value.slice(0, MAX_FILE_LENGTH) : [],
  );
}
