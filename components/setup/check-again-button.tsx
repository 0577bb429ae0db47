'use client';

import { RefreshCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';

/** Refreshes the page, which becomes the chat once setup is complete. */
export function CheckAgainButton() {
  const router = useRouter();
  const [checking, startChecking] = useTransition();
  return (
    <button
      type="button"
      className="btn-primary"
      aria-disabled={checking}
      onClick={() => startChecking(() => router.refresh())}
    >
      <RefreshCw aria-hidden className="size-4" />
      {checking ? 'Checking…' : 'Check again'}
    </button>
  );
}
