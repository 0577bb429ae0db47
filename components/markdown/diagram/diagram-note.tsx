import { MAX_DIAGRAM_PARTS } from '#lib/core/diagrams/diagram-limits.ts';
import type { DiagramFailure } from '#lib/core/diagrams/diagram-message.ts';
import { canDrawAgain, explainDiagramFailure } from '#lib/core/diagrams/diagram-words.ts';

type DiagramNoteProps = {
  failure: DiagramFailure;
  /** How many lines are drawn. */
  maxParts?: number;
  /** The button disappears then, and the focus with it. */
  onRetry: () => void;
};

/** Says why a diagram is shown as code. */
export function DiagramNote({ failure, maxParts = MAX_DIAGRAM_PARTS, onRetry }: DiagramNoteProps) {
  return (
    <p className="flex min-h-9 flex-wrap items-center gap-x-2 border-t border-line bg-(--code-head) px-4 py-1 text-sm whitespace-normal text-muted">
      {explainDiagramFailure(failure, maxParts)}
      {canDrawAgain(failure) && (
        <button type="button" className="btn-quiet" onClick={onRetry}>
          Try again
        </button>
      )}
    </p>
  );
}
