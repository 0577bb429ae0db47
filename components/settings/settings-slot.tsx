'use client';

import { useEffect, useState } from 'react';
import { SettingsDialog } from '../chat/deferred-parts.tsx';
import { settingsOpener } from './settings-opener.ts';

/** The place of the settings while they are open. */
export function SettingsSlot() {
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => settingsOpener.subscribe(() => setIsOpen(true)), []);
  return isOpen && <SettingsDialog onClose={() => setIsOpen(false)} />;
}
