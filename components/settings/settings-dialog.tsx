'use client';

import { useSyncExternalStore } from 'react';
import { isAppleSystem } from '#lib/client/commands/shortcuts.ts';
import { chosenSettings } from '#lib/client/page/chosen-settings.ts';
import {
  type PageSetting,
  type PageSettings,
  readSettings,
} from '#lib/core/settings/page-settings.ts';
import { Modal } from '../ui/modal.tsx';

export type SettingsDialogProps = { onClose: () => void };

/** How the page looks and behaves in this browser. A change applies at once, in every tab. */
export function SettingsDialog({ onClose }: SettingsDialogProps) {
  return (
    <Modal title="Settings" onClose={onClose}>
      <Choices
        name="theme"
        title="Theme"
        labels={{ system: 'System', light: 'Light', dark: 'Dark' }}
      />
      <Choices
        name="textSize"
        title="Text size"
        labels={{ small: 'Small', normal: 'Normal', large: 'Large', largest: 'Largest' }}
      />
      <Choices
        name="density"
        title="Density"
        labels={{ comfortable: 'Comfortable', compact: 'Compact' }}
      />
      <Choices
        name="motion"
        title="Motion"
        labels={{ system: 'As the system', reduced: 'Reduced' }}
      />
      <Choices
        name="sendKey"
        title="Send messages with"
        labels={{ enter: 'Enter', modified: isAppleSystem() ? '⌘ Enter' : 'Ctrl + Enter' }}
        note="The other one starts a new line, and so does Shift + Enter."
      />
      <p className="border-t border-line pt-3 text-muted">
        These are kept in this browser only. Dates and times follow its region.
      </p>
    </Modal>
  );
}

type ChoicesProps<Name extends PageSetting> = {
  name: Name;
  title: string;
  /** In the order to show. */
  labels: Readonly<Record<PageSettings[Name], string>>;
  note?: string;
};

/** One setting: radio buttons in a row, which look like one control. */
function Choices<Name extends PageSetting>({ name, title, labels, note }: ChoicesProps<Name>) {
  const read = () => chosenSettings.read()[name];
  const chosen = useSyncExternalStore(chosenSettings.subscribe, read, () => readSettings({})[name]);
  // The keys of the labels are the setting's values.
  const values = Object.keys(labels) as PageSettings[Name][];
  return (
    <fieldset className="mb-4">
      <legend className="mb-1.5 font-medium">{title}</legend>
      <div className="flex flex-wrap gap-1 rounded-xl bg-sunken p-1">
        {values.map((value) => (
          <label
            key={value}
            className="flex min-h-9 flex-auto cursor-pointer whitespace-nowrap items-center justify-center rounded-lg border border-transparent px-2 text-center text-muted transition-colors duration-150 hover:text-text has-checked:border-line has-checked:bg-raised has-checked:font-medium has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent pointer-coarse:min-h-11"
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === chosen}
              onChange={() => chosenSettings.choose(name, value)}
              className="sr-only"
            />
            {labels[value]}
          </label>
        ))}
      </div>
      {note && <p className="mt-1 text-muted">{note}</p>}
    </fieldset>
  );
}
