import type { ConversationSettings } from '#lib/core/chat/conversation-settings.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import { localRecords } from '../storage/journal/local-records.ts';

export const NEW_SETTINGS_RECORD = 'starlight:new-conversations';

/** What a link chose for this tab, which goes before the record. */
let ofLink: ConversationSettings | null = null;

export function setLinkSettings(settings: ConversationSettings | null): void {
  ofLink = settings;
}

/**
 * What a new conversation starts with. Part of the first load, so it does not check the record: the dialog's
 * code does once it is loaded, and the server refuses what is no value.
 */
export function readNewSettings(): ConversationSettings {
  if (ofLink) return ofLink;
  const stored = localRecords.read(NEW_SETTINGS_RECORD);
  // What it holds is checked as the docstring says.
  return (stored === null ? {} : (parseJson(stored) ?? {})) as ConversationSettings;
}
