import { useSyncExternalStore } from 'react';
import { chosenSettings } from './chosen-settings.ts';

const DARK = '(prefers-color-scheme: dark)';

/** The theme that the page is shown in, by its setting or the device's. */
export function useShownTheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, read, () => 'light');
}

function subscribe(listener: () => void): () => void {
  const device = window.matchMedia(DARK);
  device.addEventListener('change', listener);
  const stop = chosenSettings.subscribe(listener);
  return () => {
    device.removeEventListener('change', listener);
    stop();
  };
}

function read(): 'light' | 'dark' {
  const { theme } = chosenSettings.read();
  if (theme !== 'system') return theme;
  return window.matchMedia(DARK).matches ? 'dark' : 'light';
}
