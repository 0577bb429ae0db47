import { createListeners } from '#lib/client/page/create-listeners.ts';

/**
 * Notified before a part above the end opens: the messages then stop following the end, which would move
 * that part out of view.
 */
export const heldPlace = createListeners();
