'use client';

import { useCallback, useEffect, useState } from 'react';
import { downloadText } from '../../page/download-text.ts';
import type { ConversationStore } from '../conversation-store.ts';
import {
  type DrawPage,
  type ExportFormat,
  exportConversations,
  type ShownConversation,
} from './export-conversations.ts';
import { localDate } from './local-date.ts';

/** Far more than a browser stores for one site, and still a string that it can handle. */
const MAX_IMPORT_BYTES = 256 * 1024 * 1024;

type YourDataControl = {
  /** How many records are unreadable; 0 until known. */
  unreadable: number;
  /** The storage this site uses, in bytes; null if the browser does not report it. */
  usedBytes: number | null;
  /** The result of the last action, as a sentence; null before any. */
  outcome: string | null;
  /** Saves one conversation, or all of them (null), as a file. */
  exportAs: (one: ShownConversation | null, format: ExportFormat) => Promise<void>;
  exportUnreadable: () => Promise<void>;
  importFile: (file: File) => Promise<void>;
  note: (outcome: string) => void;
};

/** The data Starlight stores in this browser, with export and import. */
export function useYourData(store: ConversationStore, drawPage: DrawPage): YourDataControl {
  const [unreadable, setUnreadable] = useState(0);
  const [usedBytes, setUsedBytes] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<string | null>(null);

  const refresh = useCallback(async () => {
    const [count, bytes] = await Promise.all([store.countUnreadable(), readUsedBytes()]);
    setUnreadable(count);
    setUsedBytes(bytes);
  }, [store]);

  useEffect(() => {
    void refresh();
    return store.subscribe(() => void refresh());
  }, [refresh, store]);

  return {
    unreadable,
    usedBytes,
    outcome,
    async exportAs(one, format) {
      try {
        const file = await exportConversations(one, format, { store, drawPage });
        downloadText(file.name, file.mediaType, file.parts);
        setOutcome(`Saved as ${file.name}.`);
      } catch {
        setOutcome("The part that writes this file couldn't be loaded. Reload the page.");
      }
    },
    async exportUnreadable() {
      const name = `starlight-unreadable-${localDate(new Date())}.json`;
      downloadText(name, 'application/json', await store.exportAll('unreadable'));
      setOutcome(`Saved as ${name}.`);
    },
    async importFile(file) {
      const tooLarge = file.size > MAX_IMPORT_BYTES;
      const added = tooLarge ? null : await store.importAll(await file.text().catch(() => ''));
      setOutcome(added ? importedMessage(added) : `${file.name} isn't a Starlight export.`);
      await refresh();
    },
    note(message) {
      setOutcome(message);
      void refresh();
    },
  };
}

function importedMessage(added: { conversations: number; messages: number }): string {
  const { conversations, messages } = added;
  if (conversations + messages === 0) return 'Everything in that file is already here.';
  const parts = [counted(conversations, 'conversation'), counted(messages, 'message')];
  return `Added ${parts.join(' and ')}. Existing messages are unchanged.`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

async function readUsedBytes(): Promise<number | null> {
  try {
    return (await navigator.storage.estimate()).usage ?? null;
  } catch {
    // Plain http has no `navigator.storage`, and a sandbox denies it.
    return null;
  }
}
