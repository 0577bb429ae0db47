import { X } from 'lucide-react';
import type { Attachment } from '#lib/core/attachments/attachment.ts';
import { FileLabel, Thumbnail } from './file-chip.tsx';

type EditedFilesProps = {
  files: readonly Attachment[];
  onChange: (files: readonly Attachment[]) => void;
};

/** The files of a message that is being edited. */
export function EditedFiles({ files, onChange }: EditedFilesProps) {
  return (
    <ul aria-label="Attached files" className="flex flex-wrap gap-2">
      {files.map((file) => (
        <li
          key={file.id}
          className="flex max-w-full min-w-0 items-center rounded-xl border border-line bg-raised"
        >
          {file.type === 'picture' ? (
            <Thumbnail picture={file} className="my-1 ms-1 size-12 shrink-0 rounded-lg" />
          ) : (
            <span className="min-w-0 py-1.5 pe-1 ps-3">
              <FileLabel attachment={file} />
            </span>
          )}
          <button
            type="button"
            className="btn-icon me-1"
            aria-label={`Remove ${file.name}`}
            title="Remove"
            onClick={() => onChange(files.filter((other) => other !== file))}
          >
            <X aria-hidden className="size-4" />
          </button>
        </li>
      ))}
    </ul>
  );
}
