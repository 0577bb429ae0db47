import { readTheme, type Theme } from '#lib/core/theme.ts';
import { createListeners } from './create-listeners.ts';
import { savePreference } from './preference-cookie.ts';

const listeners = createListeners();

/** The theme of the page, which can be chosen in several places. */
export const chosenTheme = {
  subscribe: listeners.subscribe,
  read: (): Theme => readTheme(document.documentElement.dataset['theme']),
  choose(theme: Theme): void {
    savePreference('theme', theme);
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
    listeners.notify();
  },
};
