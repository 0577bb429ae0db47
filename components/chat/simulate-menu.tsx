'use client';

import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { SimulateDialog } from './deferred-parts.tsx';

/** Opens the list of failures that can be simulated; choosing one fills the composer. */
export function SimulateMenu({ onChoose }: { onChoose: (command: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        title="Simulate a failure"
        className="btn-quiet rounded-full px-2.5 text-muted pointer-coarse:px-3.5 sm:px-3"
        onClick={() => setOpen(true)}
      >
        <FlaskConical aria-hidden className="size-4" />
        <span className="max-sm:sr-only short:sr-only">Simulate a failure</span>
      </button>
      {open && (
        <SimulateDialog
          onClose={() => setOpen(false)}
          onChoose={(kind) => {
            setOpen(false);
            onChoose(`/simulate ${kind}`);
          }}
        />
      )}
    </>
  );
}
