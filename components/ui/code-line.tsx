'use client';

import { BreakableAddress } from './breakable-address.tsx';
import { CopyButton } from './copy-button.tsx';

/** A line to type or paste, with a button that copies it. */
export function CodeLine({ code }: { code: string }) {
  return (
    <span className="my-2 flex items-center gap-1 rounded-lg border border-line bg-sunken py-1 pe-1 ps-3">
      <code className="min-w-0 flex-1 font-mono text-sm">
        <BreakableAddress text={code} />
      </code>
      <CopyButton label={`Copy ${code}`} read={() => code} />
    </span>
  );
}
