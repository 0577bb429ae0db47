import { createListeners } from '#lib/client/page/create-listeners.ts';

/** Notified to open the list of prompts. */
export const promptsOpener = createListeners();
