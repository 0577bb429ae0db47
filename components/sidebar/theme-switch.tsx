'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { chosenTheme } from '#lib/client/page/chosen-theme.ts';
import type { Theme } from '#lib/core/theme.ts';

const CHOICES = [
  { theme: 'system', label: 'System', icon: Monitor },
  { theme: 'light', label: 'Light', icon: Sun },
  { theme: 'dark', label: 'Dark', icon: Moon },
] as const satisfies readonly { theme: Theme; label: string; icon: typeof Sun }[];

/** Switches between light, dark and the system theme. */
export function ThemeSwitch() {
  const theme = useSyncExternalStore(chosenTheme.subscribe, chosenTheme.read, () => 'system');
  return (
    <fieldset className="flex items-center justify-between ps-3">
      <legend className="sr-only">Theme</legend>
      <span aria-hidden className="text-muted">
        Theme
      </span>
      <span className="flex">
        {CHOICES.map(({ theme: choice, label, icon: Icon }) => (
          <button
            key={choice}
            type="button"
            className="btn-icon aria-pressed:text-accent"
            aria-label={`Theme: ${label}`}
            title={label}
            aria-pressed={theme === choice}
            onClick={() => chosenTheme.choose(choice)}
          >
            <Icon aria-hidden className="size-4" />
          </button>
        ))}
      </span>
    </fieldset>
  );
}
