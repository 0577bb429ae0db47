import type { Conversation } from '#lib/core/chat/chat-log.ts';
import {
  areSameSettings,
  type ConversationSettings,
  readConversationSettings,
} from '#lib/core/chat/conversation-settings.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import { createListeners } from '../page/create-listeners.ts';
import { localRecords } from '../storage/journal/local-records.ts';
import { NEW_SETTINGS_RECORD, readNewSettings, setLinkSettings } from './read-new-settings.ts';

const SETTINGS = ['instructions', 'temperature', 'maxOutputTokens'] as const;
const changes = createListeners();
let known: ConversationSettings = {};

/** What the next reply of the open conversation is asked for with; null: it is new. */
export function settingsOfNext({
  conversation,
}: {
  conversation: Pick<Conversation, 'settings'> | null;
}): ConversationSettings {
  return conversation ? (conversation.settings ?? {}) : newConversationSettings.read();
}

/** What new conversations start with, in every tab. */
export const newConversationSettings = {
  /** The same object until something changes. */
  read(): ConversationSettings {
    const settings = readConversationSettings(readNewSettings());
    if (!areSameSettings(settings, known)) known = settings;
    return known;
  },
  /** Until the page is left or others are chosen, and only in this tab. */
  chooseHere(settings: ConversationSettings): void {
    setLinkSettings(settings);
    changes.notify();
  },
  choose(settings: ConversationSettings): void {
    setLinkSettings(null);
    write(settings);
    changes.notify();
  },
  /**
   * Replaces a damaged record by what is valid in it, whatever a link chose for this tab.
   *
   * @returns whether a setting had to be left out
   */
  repair(): boolean {
    const text = localRecords.read(NEW_SETTINGS_RECORD);
    if (text === null) return false;
    const stored = parseJson(text);
    const settings = readConversationSettings(stored);
    if (text === JSON.stringify(settings)) return false;
    write(settings);
    changes.notify();
    // A newer build may have more settings; they are none that was damaged.
    const isLost = (name: keyof ConversationSettings) =>
      fieldOf(stored, name) !== undefined && settings[name] === undefined;
    return !isRecord(stored) || SETTINGS.some(isLost);
  },
  subscribe(listener: () => void): () => void {
    const stop = changes.subscribe(listener);
    window.addEventListener('storage', listener);
    return () => {
      stop();
      window.removeEventListener('storage', listener);
    };
  },
};

function write(settings: ConversationSettings): void {
  if (Object.keys(settings).length === 0) localRecords.remove(NEW_SETTINGS_RECORD);
  else localRecords.write(NEW_SETTINGS_RECORD, JSON.stringify(settings));
}
