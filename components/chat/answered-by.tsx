import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { formatClock } from '#lib/core/text/format-clock.ts';

/** Which model replied, and when: on hover and focus with a mouse, always on a touch screen. */
export function AnsweredBy({ message: { model, createdAt } }: { message: ChatMessage }) {
  const now = Date.now();
  return (
    <p className="flex min-w-0 ps-2 text-xs text-muted transition-opacity duration-150 pointer-fine:opacity-0 pointer-fine:group-focus-within:opacity-100 pointer-fine:group-hover:opacity-100">
      {model && (
        <span title={model} className="truncate">
          {model}
        </span>
      )}
      {createdAt > 0 && (
        <time
          dir="auto"
          dateTime={new Date(createdAt).toISOString()}
          title={formatClock(createdAt, { now, isFull: true })}
          className="shrink-0 tabular-nums"
        >
          {model && <span className="px-1">·</span>}
          {formatClock(createdAt, { now })}
        </time>
      )}
    </p>
  );
}
