import type { ConversationSettings } from '#lib/core/chat/conversation-settings.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import { localRecords } from '../storage/journal/local-records.ts';

export const NEW_SETTINGS_RECORD = 'starlight:new-conversations';

/** What a link chose for this tab, which goes before the record. */
let ofLink: ConversationSettings | null = null;

export function setLinkSettings(settings: ConversationSettings | null): void {
  ofLink = settings;
}

/**
 * What a new conversation starts with. Part of the first load, so it does not check the record: what
 * sends a message does (`open-turn-stream.ts`), and the dialog's button repairs it once it is loaded.
 */
export function readNewSettings(): ConversationSettings {
  const record = parseJson(localRecords.read(NEW_SETTINGS_RECORD) ?? '');
  return ofLink ?? (isRecord(record) ? record : {});
}
