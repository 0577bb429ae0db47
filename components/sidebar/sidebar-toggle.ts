import { createListeners } from '#lib/client/page/create-listeners.ts';

/** Notified to show or hide the conversations on a wide screen. */
export const sidebarToggle = createListeners();
