import { useEffect, useRef } from 'react';
import { Modal } from '../ui/modal.tsx';

type LeaveDialogProps = { onLeave: () => void; onStay: () => void };

/** Says what is lost, before it is. */
export function LeaveDialog({ onLeave, onStay }: LeaveDialogProps) {
  const stay = useRef<HTMLButtonElement>(null);
  useEffect(() => stay.current?.focus(), []);
  return (
    <Modal title="Leave this temporary chat?" onClose={onStay} className="max-w-sm">
      <p className="text-pretty">
        It isn't saved anywhere, so it's gone when you leave. You can't bring it back.
      </p>
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <button type="button" className="btn-quiet" onClick={onLeave}>
          Leave and lose it
        </button>
        <button ref={stay} type="button" className="btn-primary" onClick={onStay}>
          Stay
        </button>
      </div>
    </Modal>
  );
}
