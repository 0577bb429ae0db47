import { attachmentLength } from '#lib/core/attachments/attachment.ts';
import { MAX_PICTURE_BYTES } from '#lib/core/attachments/file-refusal.ts';
import { sniffFile } from '#lib/core/attachments/sniff-file.ts';
import type { ReadFiles } from '#lib/core/import/attach-files.ts';
import type { ForeignConversation, ForeignFile } from '#lib/core/import/foreign-conversation.ts';
import { readAttachment } from '../attachments/read-attachment.ts';
import { toBase64 } from '../bytes/to-base64.ts';
import { readPicture } from '../page/read-picture.ts';
import type { FileFinder } from './zip-files.ts';

/** For a picture of a reply, which is kept as it is. */
const MAX_REPLY_PICTURE_BYTES = 6_000_000;
/** For all files of an import, in characters: they are held in memory until they are stored. */
const MAX_TOTAL_LENGTH = 300_000_000;
const PICTURE_KINDS: readonly string[] = ['png', 'jpeg', 'gif', 'webp'];

/** Reads the files that conversations of another app name. */
export type ForeignFileReader = {
  /** The pictures of replies, by name, as data URLs. */
  readPictures: (foreign: ForeignConversation) => Promise<Map<string, string>>;
  /** The files of questions, as if the visitor had attached them: pictures are made smaller, EXIF is gone. */
  readFiles: (foreign: ForeignConversation) => Promise<ReadFiles>;
};

/** Never rejects: what can't be read is missing from the result. */
export function createForeignFileReader(
  find: FileFinder,
  read: typeof readAttachment = readAttachment,
): ForeignFileReader {
  let total = 0;
  const isFull = () => total > MAX_TOTAL_LENGTH;

  const pictureUrl = async (asset: string) => {
    const found = isFull() ? null : await find(asset, MAX_REPLY_PICTURE_BYTES);
    const kind = found && sniffFile(found.bytes, found.name);
    if (!found || !kind || !PICTURE_KINDS.includes(kind)) return null;
    const url = `data:image/${kind};base64,${toBase64(found.bytes)}`;
    total += url.length;
    return url;
  };
  const attachmentOf = async (file: ForeignFile) => {
    const content = isFull() ? null : await fileOf(file, find);
    const attached = content && (await read(content, { id: 'imported' }));
    if (!attached || 'refusal' in attached) return null;
    total += attachmentLength(attached.attachment);
    return attached.attachment;
  };
  return {
    async readPictures({ nodes }) {
      const urls = new Map<string, string>();
      for (const picture of nodes.flatMap(({ pictures = [] }) => pictures)) {
        const url = 'asset' in picture ? await pictureUrl(picture.asset) : null;
        if ('asset' in picture && url !== null) urls.set(picture.asset, url);
      }
      return urls;
    },
    async readFiles({ nodes }) {
      const attachments = new Map<
        ForeignFile,
        NonNullable<Awaited<ReturnType<typeof attachmentOf>>>
      >();
      for (const file of nodes.flatMap(({ files = [] }) => files)) {
        const attachment = await attachmentOf(file);
        if (attachment) attachments.set(file, attachment);
      }
      return attachments;
    },
  };
}

/** Null for a file whose content the export does not have, or has as text. */
async function fileOf({ name, url, asset }: ForeignFile, find: FileFinder): Promise<File | null> {
  if (url !== undefined) {
    const picture = readPicture(url);
    return picture && new File([picture.blob], name || `picture.${picture.extension}`);
  }
  const found = asset === undefined ? null : await find(asset, MAX_PICTURE_BYTES);
  return found && new File([found.bytes], name || found.name || 'file');
}
