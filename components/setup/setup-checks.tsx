'use client';

import type { ReactNode } from 'react';
import { deferModule } from '#lib/client/page/deferred-module.ts';
import { VerdictCard } from '../doctor/verdict-card.tsx';

const deferredChecks = deferModule(() => import('../doctor/local-checks.tsx'));

type SetupChecksProps = {
  /** Whether checking again is the main action on this page. */
  leads: boolean;
  children: ReactNode;
};

/** The doctor's results that need no request, on the setup screen; `children` if they cannot load. */
export function SetupChecks(props: SetupChecksProps) {
  const part = deferredChecks.use();
  if (part === 'failed') return props.children;
  if (part === 'loading') return <VerdictCard report={null} progress="Checking…" />;
  return <part.LocalChecks {...props} />;
}
