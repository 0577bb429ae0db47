import { useSyncExternalStore } from 'react';
import { pageDrawingWatch } from '#lib/client/drawing/page-drawing-watch.ts';

/** Whether replies of a conversation are to be shown as plain text. */
export function useIsPlain(conversationId: string): boolean {
  return useSyncExternalStore(
    pageDrawingWatch.subscribe,
    () => pageDrawingWatch.isPlain(conversationId),
    () => false,
  );
}
