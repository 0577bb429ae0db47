import { MessageCircleDashed } from 'lucide-react';
import { hintOf } from '../commands/hint-of.ts';

type TemporaryButtonProps = { isOn: boolean; onClick: () => void };

/** Beside New chat: starts a chat that is not saved, or leaves it. */
export function TemporaryButton({ isOn, onClick }: TemporaryButtonProps) {
  return (
    <button
      type="button"
      data-closes-drawer
      aria-label="Temporary chat"
      aria-pressed={isOn}
      onClick={onClick}
      className="btn-line px-2 text-muted aria-pressed:border-accent aria-pressed:text-accent"
      {...hintOf('temporary', isOn ? 'Leave the temporary chat' : 'Temporary chat')}
    >
      <MessageCircleDashed aria-hidden className="size-4" />
    </button>
  );
}
