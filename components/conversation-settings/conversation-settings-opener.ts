import { createListeners } from '#lib/client/page/create-listeners.ts';

/** Notified to open the settings of the conversation. */
export const conversationSettingsOpener = createListeners();
