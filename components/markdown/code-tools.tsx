import { Download, WrapText } from 'lucide-react';
import { downloadText } from '#lib/client/page/download-text.ts';
import { codeFileName } from '#lib/core/markdown/code/code-languages.ts';
import { CopyButton } from '../ui/copy-button.tsx';

type CodeToolsProps = {
  language: string;
  read: () => string;
  /** Whether the code is more than a few words, and worth a file. */
  isLong: boolean;
  isWrapped: boolean;
  /** Undefined if no line is long enough. */
  onWrap: (() => void) | undefined;
};

/** What can be done with a block of code. */
export function CodeTools({ language, read, isLong, isWrapped, onWrap }: CodeToolsProps) {
  return (
    <div className="flex shrink-0">
      {onWrap && (
        <button
          type="button"
          className="btn-icon"
          aria-label="Wrap lines"
          aria-pressed={isWrapped}
          title="Wrap lines"
          onClick={onWrap}
        >
          <WrapText aria-hidden className="size-4" />
        </button>
      )}
      {isLong && (
        <button
          type="button"
          className="btn-icon"
          aria-label="Download code"
          title="Download code"
          onClick={() => downloadText(codeFileName(language), 'text/plain', read())}
        >
          <Download aria-hidden className="size-4" />
        </button>
      )}
      <CopyButton label="Copy code" read={read} />
    </div>
  );
}
