'use client';

import { FlaskConical } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';

const SimulateDialog = lazy(() =>
  import('./simulate-dialog.tsx').then(({ SimulateDialog }) => ({ default: SimulateDialog })),
);

/** Opens the list of all failures that can be made to happen; choosing one fills the composer. */
export function SimulateMenu({ onChoose }: { onChoose: (command: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="btn-quiet text-muted" onClick={() => setOpen(true)}>
        <FlaskConical aria-hidden className="size-4" />
        Simulate a failure
      </button>
      {open && (
        <Suspense fallback={null}>
          <SimulateDialog
            onClose={() => setOpen(false)}
            onChoose={(kind) => {
              setOpen(false);
              onChoose(`/simulate ${kind}`);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
