import { Download } from 'lucide-react';
import { useState } from 'react';
import { downloadText } from '#lib/client/page/download-text.ts';
import { usePictureAddress } from '#lib/client/page/use-picture-address.ts';
import type { Attachment, Picture, TextFile } from '#lib/core/attachments/attachment.ts';
import { formatAmount, formatCount, formatPixels } from '#lib/core/text/format-amount.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Modal } from '../ui/modal.tsx';
import { FileLabel, nameOfFile, Thumbnail } from './file-chip.tsx';

/** How much of a text is shown: a browser lays out megabytes in seconds. */
const MAX_SHOWN = 20_000;

/** The files of a sent message: pictures to look at, and texts to open. */
export function MessageFiles({ files }: { files: readonly Attachment[] }) {
  const [opened, setOpened] = useState<Exclude<Attachment, { type: 'absent' }> | null>(null);
  return (
    <>
      <ul
        aria-label="Attached files"
        className="flex w-full flex-wrap items-end justify-end gap-2 ps-[20%]"
      >
        {files.map((file, index) => (
          // An edited message can carry the same file, but no message carries it twice.
          // biome-ignore lint/suspicious/noArrayIndexKey: an import can repeat an id, and the list never changes.
          <li key={index} className="min-w-0">
            {file.type === 'absent' ? (
              <span className="flex rounded-xl border border-dashed border-line px-3 py-1.5">
                <FileLabel attachment={file} />
              </span>
            ) : (
              <button
                type="button"
                aria-haspopup="dialog"
                aria-label={file.type === 'picture' ? undefined : nameOfFile(file)}
                onClick={() => setOpened(file)}
                className="on-paper flex max-w-full overflow-hidden rounded-xl border border-line bg-raised transition-colors duration-150 hover:bg-sunken"
              >
                {file.type === 'picture' ? (
                  <Thumbnail picture={file} className={thumbnailSize(files)} />
                ) : (
                  <span className="flex min-w-0 px-3 py-1.5">
                    <FileLabel attachment={file} />
                  </span>
                )}
              </button>
            )}
          </li>
        ))}
      </ul>
      {opened?.type === 'picture' && (
        <PictureDialog picture={opened} onClose={() => setOpened(null)} />
      )}
      {opened?.type === 'text' && <TextDialog file={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

/** One picture is shown whole, several as a strip of squares. */
function thumbnailSize(files: readonly Attachment[]): string {
  const pictures = files.filter(({ type }) => type === 'picture');
  return pictures.length === 1
    ? 'h-auto max-h-60 min-h-12 w-auto min-w-12 max-w-full object-contain'
    : 'size-28';
}

function PictureDialog({ picture, onClose }: { picture: Picture; onClose: () => void }) {
  const { address } = usePictureAddress(picture.url);
  const { name, width, height } = picture;
  return (
    <Modal title={name} onClose={onClose} className="max-w-4xl">
      {/* biome-ignore lint/performance/noImgElement: its address is in this page's memory. */}
      <img
        src={address}
        alt={nameOfFile(picture)}
        width={width}
        height={height}
        className="mx-auto h-auto max-h-[60dvh] w-auto max-w-full rounded-lg bg-sunken object-contain"
      />
      <p className="mt-3 flex flex-wrap items-center justify-between gap-2 text-muted">
        Sent with {formatPixels(width, height)} pixels
        <a href={address} download={downloadName(picture)} className="btn-quiet -me-3">
          <Download aria-hidden className="size-4" />
          Download
        </a>
      </p>
    </Modal>
  );
}

/** A picture can have been written in another format than its file had. */
function downloadName({ name, url }: Picture): string {
  const extension = url.slice('data:image/'.length, url.indexOf(';')).replace('jpeg', 'jpg');
  return `${name.replace(/\.[^.]{1,12}$/, '')}.${extension}`;
}

function TextDialog({ file, onClose }: { file: TextFile; onClose: () => void }) {
  const { name, text, origin } = file;
  const fileName = origin === 'pdf' ? `${name}.txt` : name;
  const isLong = text.length > MAX_SHOWN;
  return (
    <Modal title={name} onClose={onClose} className="max-w-3xl">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable element must be reachable by keyboard.
        tabIndex={0}
        dir="auto"
        className="max-h-[55dvh] overflow-auto rounded-lg bg-sunken p-3 font-mono text-sm leading-relaxed whitespace-pre-wrap"
      >
        {isLong ? text.slice(0, MAX_SHOWN) : text}
      </pre>
      <p className="mt-3 flex flex-wrap items-center gap-2 text-muted">
        <span className="flex-1">
          {isLong
            ? `The first ${formatCount(MAX_SHOWN)} of ${formatAmount(text.length, 'characters')}. All were sent.`
            : formatAmount(text.length, 'characters')}
        </span>
        <CopyButton label="Copy" labelled read={() => text} />
        <button
          type="button"
          className="btn-quiet"
          onClick={() => downloadText(fileName, 'text/plain;charset=utf-8', text)}
        >
          <Download aria-hidden className="size-4" />
          Download
        </button>
      </p>
    </Modal>
  );
}
