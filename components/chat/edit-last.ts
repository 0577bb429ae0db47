import { createListeners } from '#lib/client/page/create-listeners.ts';

/** Notified when the empty field asks to edit the visitor's newest message. */
export const editLast = createListeners();
