import { MessageCircleDashed } from 'lucide-react';

/** Above the field of a temporary chat. The field's outline is dashed as well (`app/globals.css`). */
export function TemporaryNote() {
  return (
    <p
      data-temporary
      className="mb-1.5 flex items-center justify-center gap-1.5 text-center text-xs text-muted"
    >
      <MessageCircleDashed aria-hidden className="size-3.5 shrink-0" />
      Temporary chat: not saved, and gone when you leave
    </p>
  );
}
