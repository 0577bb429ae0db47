import { Download } from 'lucide-react';
import type { ExportFormat } from '#lib/client/storage/your-data/export-conversations.ts';

type ExportRowProps = {
  label: string;
  title?: string | undefined;
  disabled?: boolean;
  onExport: (format: ExportFormat) => void;
};

const FORMATS = [
  { format: 'json', name: 'JSON', title: 'Everything; can be imported again' },
  { format: 'markdown', name: 'Markdown', title: 'Text to read and edit' },
  { format: 'html', name: 'HTML', title: 'A page to read, share or print, with pictures' },
] as const satisfies readonly { format: ExportFormat; name: string; title: string }[];

/** What to export, and a button for each format of file. */
export function ExportRow({ label, title, disabled = false, onExport }: ExportRowProps) {
  return (
    <fieldset
      className="flex flex-wrap items-center gap-2 rounded-lg border border-line p-2 ps-3"
      disabled={disabled}
    >
      <legend className="sr-only">{label}</legend>
      <span
        aria-hidden
        className="flex flex-[1_0_auto] items-center gap-2 font-medium"
        title={title}
      >
        <Download className="size-4 shrink-0 text-accent" />
        {label}
      </span>
      <span className="flex gap-1">
        {FORMATS.map(({ format, name, title: hint }) => (
          <button
            key={format}
            type="button"
            className="btn-line px-2.5"
            aria-label={`${label} as ${name}`}
            title={hint}
            onClick={() => onExport(format)}
          >
            {name}
          </button>
        ))}
      </span>
    </fieldset>
  );
}
