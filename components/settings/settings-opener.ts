import { createListeners } from '#lib/client/page/create-listeners.ts';

/** Notified to open the settings. */
export const settingsOpener = createListeners();
