import { ChevronLeft, ChevronRight } from 'lucide-react';
import { formatCount } from '#lib/core/text/format-amount.ts';
import { useChatActions } from '../../lib/client/chat/chat-actions.ts';

/** ‹ 2/3 ›: shows the other versions of a message. Renders nothing if there is only one. */
export function SiblingSwitch({ id, siblings }: { id: string; siblings: string }) {
  const { show } = useChatActions();
  const ids = siblings.split(' ');
  if (ids.length < 2) return null;
  const at = ids.indexOf(id);
  const before = ids[at - 1];
  const after = ids[at + 1];
  return (
    <span className="inline-flex items-center text-xs text-muted tabular-nums">
      <button
        type="button"
        className="btn-icon"
        aria-label="Earlier version"
        disabled={before === undefined}
        onClick={() => before !== undefined && show(before)}
      >
        <ChevronLeft aria-hidden className="mirrored size-4" />
      </button>
      <span>
        <span className="sr-only">Version </span>
        {formatCount(at + 1)}/{formatCount(ids.length)}
      </span>
      <button
        type="button"
        className="btn-icon"
        aria-label="Later version"
        disabled={after === undefined}
        onClick={() => after !== undefined && show(after)}
      >
        <ChevronRight aria-hidden className="mirrored size-4" />
      </button>
    </span>
  );
}
