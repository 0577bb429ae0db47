import { PAGE_SETTINGS, SETTINGS_RECORD } from './page-settings.ts';

/**
 * A script for the start of a page, which runs before anything is painted: makes the stored settings data
 * attributes of the root element, and does so again whenever another tab stores some. Until any are stored,
 * the theme stays as the server rendered it.
 */
export const SETTINGS_SCRIPT = `(() => {
  const settings = ${JSON.stringify(PAGE_SETTINGS)};
  const record = ${JSON.stringify(SETTINGS_RECORD)};
  const page = document.documentElement;
  const read = () => {
    try { return JSON.parse(localStorage.getItem(record)); } catch { return null; }
  };
  const apply = () => {
    const stored = read();
    for (const name in settings) {
      if (settings[name].includes(stored?.[name])) page.dataset[name] = stored[name];
      else if (stored || name !== 'theme') delete page.dataset[name];
    }
  };
  apply();
  addEventListener('storage', ({ key }) => {
    if (key === record || key === null) apply();
  });
})();`.replace(/\n {0,8}/g, ' ');
