'use client';

import {
  isAppleSystem,
  SHORTCUTS,
  type ShortcutId,
  shownKeys,
} from '#lib/client/commands/shortcuts.ts';
import { chosenSettings } from '#lib/client/page/chosen-settings.ts';
import { Modal } from '../ui/modal.tsx';

export type ShortcutsDialogProps = { onClose: () => void };

/** All keyboard shortcuts, as they are written on this system. */
export function ShortcutsDialog({ onClose }: ShortcutsDialogProps) {
  const isApple = isAppleSystem();
  const { sendKey } = chosenSettings.read();
  // The table's keys are its IDs.
  const ids = Object.keys(SHORTCUTS) as ShortcutId[];
  const inField = (id: ShortcutId) => 'scope' in SHORTCUTS[id];
  const groups = [
    { name: 'Everywhere', ids: ids.filter((id) => !inField(id)) },
    { name: 'In the message field', ids: ids.filter(inField) },
  ];
  return (
    <Modal title="Keyboard shortcuts" onClose={onClose} isText>
      {groups.map((group) => (
        <section key={group.name} className="mb-4 last:mb-0">
          <h3 className="mb-1 text-xs font-medium text-muted">{group.name}</h3>
          <dl>
            {group.ids.map((id) => (
              <div key={id} className="flex items-baseline justify-between gap-4 py-1">
                <dt>{SHORTCUTS[id].label}</dt>
                <dd className="shrink-0">
                  <kbd className="rounded-md border border-line bg-sunken px-1.5 py-0.5 font-sans text-xs text-muted">
                    {shownKeys(id, isApple, sendKey)}
                  </kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
