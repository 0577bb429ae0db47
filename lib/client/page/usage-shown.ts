'use client';

import { useSyncExternalStore } from 'react';
import { createListeners } from './create-listeners.ts';

const listeners = createListeners();
let isShown = false;

/** Shows the tokens and cost of every reply on this page, or hides them again. */
export function toggleUsage(): void {
  isShown = !isShown;
  listeners.notify();
}

/** Whether tokens and cost are shown; not at first. */
export function useUsageShown(): boolean {
  return useSyncExternalStore(listeners.subscribe, read, read);
}

function read(): boolean {
  return isShown;
}
