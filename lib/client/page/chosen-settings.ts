import {
  type PageSetting,
  type PageSettings,
  readSettings,
  SETTINGS_RECORD,
} from '#lib/core/settings/page-settings.ts';
import { localRecords } from '../storage/journal/local-records.ts';
import { createListeners } from './create-listeners.ts';
import { savePreference } from './preference-cookie.ts';

const changes = createListeners();

/**
 * The settings of the page. They are data attributes of its root element, which the script at its start
 * keeps as stored (`lib/core/settings/settings-script.ts`).
 */
export const chosenSettings = {
  subscribe(listener: () => void): () => void {
    const stop = changes.subscribe(listener);
    // The script at the start of the page listened first, so the attributes are up to date.
    window.addEventListener('storage', listener);
    return () => {
      stop();
      window.removeEventListener('storage', listener);
    };
  },
  read: (): PageSettings => readSettings(document.documentElement.dataset),
  choose<Name extends PageSetting>(name: Name, value: PageSettings[Name]): void {
    document.documentElement.dataset[name] = value;
    localRecords.write(SETTINGS_RECORD, JSON.stringify(chosenSettings.read()));
    // For pages without scripts, which only the server can draw in it.
    if (name === 'theme') savePreference(name, value);
    changes.notify();
  },
};
