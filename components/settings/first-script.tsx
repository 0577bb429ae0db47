'use client';

import { useLayoutEffect } from 'react';
import { EARLY_ENTER_END } from '#lib/core/settings/early-enter-end.ts';

type FirstScriptProps = {
  code: string;
  nonce: string | undefined;
  /** The record in localStorage by which it goes. */
  record: string;
};

/**
 * A script that the page runs where it stands while it is parsed. It exists in the server's document alone:
 * the policy for trusted types lets no code of the page create one. Where that document does not match, such
 * as an offline copy of another address, React draws the root element again without what the script added,
 * so the script is told of its record once more.
 */
export function FirstScript({ code, nonce, record }: FirstScriptProps) {
  useLayoutEffect(() => {
    window.dispatchEvent(new StorageEvent('storage', { key: record }));
    // Where there is such a field, its form asks.
    if (!document.querySelector('[name="code"]')) window.dispatchEvent(new Event(EARLY_ENTER_END));
  }, [record]);
  return typeof window === 'undefined' ? <script nonce={nonce}>{code}</script> : null;
}
