'use client';

import { RefreshCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { useHydrated } from '#lib/client/page/use-hydrated.ts';

/** Refreshes the page, which becomes the chat once setup is complete. */
export function CheckAgainButton() {
  const router = useRouter();
  const [checking, startChecking] = useTransition();
  const hydrated = useHydrated();
  return (
    <button
      type="button"
      className="btn-primary"
      // Until then it would do nothing, without a word.
      disabled={!hydrated}
      aria-disabled={checking}
      onClick={() => startChecking(() => router.refresh())}
    >
      <RefreshCw aria-hidden className="size-4" />
      {checking ? 'Checking…' : 'Check again'}
    </button>
  );
}
