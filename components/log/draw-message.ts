import { createListeners } from '#lib/client/page/create-listeners.ts';

/** Notified with the ID of a message that is to be on the page, because something goes there: it is drawn at once. */
export const drawMessage = createListeners<string>();
