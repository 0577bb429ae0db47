import {
  type Attachment,
  MAX_ATTACHMENTS,
  MAX_TEXT_LENGTH,
  type TextFile,
} from '../attachments/attachment.ts';
import { toFileName } from '../attachments/to-file-name.ts';
import { toPasteName } from '../attachments/to-paste-name.ts';
import { fencedText } from '../attachments/to-wire-request.ts';
import type { ForeignFile, LeftOut } from './foreign-conversation.ts';

/** The files whose content was found and can be attached, whatever their IDs. */
export type ReadFiles = ReadonlyMap<ForeignFile, Attachment>;

type Question = {
  text: string;
  files: readonly ForeignFile[];
  /** The ID of the attachment in a place. */
  idOf: (place: number) => string;
};

/**
 * A question with the files that its app's export names. One without content keeps its name. Text for which
 * no attachment has room stays part of what was said. Counts what is left out.
 */
export function attachFiles(
  { text, files, idOf }: Question,
  read: ReadFiles,
  leftOut: LeftOut,
): { text: string; attachments: Attachment[] } {
  const texts = text === '' ? [] : [text];
  const attachments: Attachment[] = [];
  for (const file of files) {
    const content = read.get(file) ?? textFileOf(file);
    const hasRoom = attachments.length < MAX_ATTACHMENTS;
    if (content?.type === 'text' && !(hasRoom && content.text.length <= MAX_TEXT_LENGTH)) {
      texts.push(fencedText(content));
      continue;
    }
    if (!(content && hasRoom)) count(file, leftOut);
    const kept = content ?? absent(file);
    if (hasRoom) attachments.push({ ...kept, id: idOf(attachments.length) });
  }
  return { text: texts.join('\n\n'), attachments };
}

function textFileOf({ name, text }: ForeignFile): TextFile | null {
  if (text === undefined) return null;
  if (name === '') return { type: 'text', id: '', name: toPasteName(text), text, origin: 'paste' };
  return { type: 'text', id: '', name: toFileName(name), text, origin: 'file' };
}

function count(file: ForeignFile, leftOut: LeftOut): void {
  if (isPicture(file)) leftOut.pictures += 1;
  else leftOut.files += 1;
}

function absent(file: ForeignFile): Attachment {
  const name = toFileName(file.name || (isPicture(file) ? 'picture' : 'file'));
  return { type: 'absent', id: '', name };
}

function isPicture({ name, isPicture: isOne = false }: ForeignFile): boolean {
  return isOne || /\.(?:png|jpe?g|gif|webp|heic|avif|bmp|tiff?)$/i.test(name);
}
