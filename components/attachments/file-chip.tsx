import { FileQuestion, FileText, ImageOff } from 'lucide-react';
import { useState } from 'react';
import { usePictureAddress } from '#lib/client/page/use-picture-address.ts';
import type { Attachment, Picture } from '#lib/core/attachments/attachment.ts';
import { formatAmount, formatCount } from '#lib/core/text/format-amount.ts';

/** What a screen reader calls a file. */
export function nameOfFile(attachment: Attachment): string {
  switch (attachment.type) {
    case 'picture':
      return `Picture: ${attachment.name}`;
    case 'text':
      return attachment.origin === 'paste'
        ? `Pasted text: ${attachment.name}`
        : `File: ${attachment.name}`;
    case 'absent':
      return `Missing file: ${attachment.name}`;
  }
}

/** A picture in a frame of the given size. */
export function Thumbnail({ picture: file, className }: { picture: Picture; className: string }) {
  const { picture, address } = usePictureAddress(file.url);
  const [isBroken, setIsBroken] = useState(picture === null);
  if (isBroken) {
    return (
      <span className={`flex items-center justify-center bg-sunken text-muted ${className}`}>
        <ImageOff role="img" aria-label={`${nameOfFile(file)}, damaged`} className="size-5" />
      </span>
    );
  }
  return (
    // biome-ignore lint/performance/noImgElement: its address is in this page's memory.
    <img
      src={address}
      alt={nameOfFile(file)}
      width={file.width}
      height={file.height}
      className={`bg-sunken object-cover ${className}`}
      onError={() => setIsBroken(true)}
    />
  );
}

/** The icon, name and size of a file that is not a picture. */
export function FileLabel({ attachment }: { attachment: Exclude<Attachment, Picture> }) {
  const isAbsent = attachment.type === 'absent';
  const Icon = isAbsent ? FileQuestion : FileText;
  return (
    <span className="flex min-w-0 items-center gap-2.5 text-start">
      <Icon aria-hidden className={`size-5 shrink-0 ${isAbsent ? 'text-muted' : 'text-accent'}`} />
      <span className="flex min-w-0 flex-col">
        <bdi className="max-w-44 truncate text-sm font-medium">{attachment.name}</bdi>
        <span className="truncate text-xs text-muted">{detailOf(attachment)}</span>
      </span>
    </span>
  );
}

function detailOf(attachment: Exclude<Attachment, Picture>): string {
  if (attachment.type === 'absent') return "Couldn't be kept";
  const { text, origin } = attachment;
  if (origin === 'paste') return `Pasted, ${formatAmount(text.length, 'characters')}`;
  if (origin === 'pdf') return `PDF text, ${formatAmount(text.length, 'characters')}`;
  const lines = countLines(text);
  return `${formatCount(lines)} ${lines === 1 ? 'line' : 'lines'}`;
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return text.endsWith('\n') ? lines - 1 : lines;
}
