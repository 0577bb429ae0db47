'use client';

import { useEffect } from 'react';
import { keepOfflineCopy } from '#lib/client/page/offline-copy.ts';
import { askToKeepStorage } from '#lib/client/storage/keep-storage.ts';

/** Until then, the page loads what it needs. */
const KEEP_AFTER_MS = 5000;

type BrowserCopyProps = {
  build: string;
  /** Whether there is enough here that losing it would hurt. */
  worthKeeping: boolean;
};

/** Keeps the page and its conversations in the browser. Shows nothing: the composer says what is offline. */
export function BrowserCopy({ build, worthKeeping }: BrowserCopyProps): null {
  useEffect(() => {
    // Someone without a network can still save their conversations as a file.
    const loadDialog = () => import('../data/data-dialog.tsx');
    const timer = setTimeout(() => void keepOfflineCopy(build, loadDialog), KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [build]);
  useEffect(() => {
    if (worthKeeping) void askToKeepStorage();
  }, [worthKeeping]);
  return null;
}
