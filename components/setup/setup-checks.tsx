'use client';

import type { ReactNode } from 'react';
import { deferModule } from '#lib/client/page/deferred-module.ts';
import { VerdictCard } from '../doctor/verdict-card.tsx';

const deferredChecks = deferModule(() => import('../doctor/local-checks.tsx'));

type SetupChecksProps = {
  /** To check again is the next thing to do on this page. */
  leads: boolean;
  children: ReactNode;
};

/** What the doctor finds without a request, on the setup screen itself; `children` where it cannot be asked. */
export function SetupChecks(props: SetupChecksProps) {
  const part = deferredChecks.use();
  if (part === 'failed') return props.children;
  if (part === 'loading') return <VerdictCard report={null} progress="Checking…" />;
  return <part.LocalChecks {...props} />;
}
