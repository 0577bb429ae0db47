'use client';

import { RefreshCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';

/** Refreshes the page with the current usage of the limits. */
export function CountAgainButton() {
  const router = useRouter();
  const [counting, startCounting] = useTransition();
  return (
    <button
      type="button"
      className="btn-quiet aria-disabled:opacity-60"
      aria-disabled={counting}
      onClick={() => !counting && startCounting(() => router.refresh())}
    >
      <RefreshCw aria-hidden className="size-4" />
      Refresh counts
    </button>
  );
}
