import { useSyncExternalStore } from 'react';
import { pageDrawingWatch } from '#lib/client/drawing/page-drawing-watch.ts';

/** Whether to show the replies of a conversation as plain text. */
export function usePlainText(conversationId: string): boolean {
  return useSyncExternalStore(
    pageDrawingWatch.subscribe,
    () => pageDrawingWatch.isPlain(conversationId),
    () => false,
  );
}
