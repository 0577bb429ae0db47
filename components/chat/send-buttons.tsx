import { ArrowUp, Square } from 'lucide-react';
import { useHydrated } from '#lib/client/page/use-hydrated.ts';
import { useShortcutHint } from '../ui/use-shortcut-hint.ts';

type SendButtonsProps = {
  replying: boolean;
  hasText: boolean;
  /** How many files are sent along; null while they can't be. */
  fileCount: number | null;
  onStop: () => void;
};

/** Stops a running reply; sends, or queues while a reply runs. */
export function SendButtons({ replying, hasText, fileCount, onStop }: SendButtonsProps) {
  const hydrated = useHydrated();
  const hasFiles = fileCount !== 0;
  const hint = useShortcutHint('send', replying ? 'Send after this reply' : 'Send');
  return (
    <>
      {replying && (
        <button
          type="button"
          aria-label="Stop"
          title="Stop (Escape)"
          onClick={onStop}
          className="btn-round bg-text text-page"
        >
          <Square aria-hidden className="size-3.5 fill-current" />
        </button>
      )}
      {(!replying || hasText || hasFiles) && (
        <button
          type={hydrated ? 'submit' : 'button'}
          aria-label={replying ? 'Queue' : 'Send'}
          {...hint}
          aria-disabled={fileCount === null || !(hasFiles || hasText)}
          className="btn-round"
        >
          <ArrowUp aria-hidden className="size-5" />
        </button>
      )}
    </>
  );
}
