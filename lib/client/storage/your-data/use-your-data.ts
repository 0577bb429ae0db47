'use client';

import { useCallback, useEffect, useState } from 'react';
import { downloadText } from '../../page/download-text.ts';
import type { DeferredConversationStore } from '../deferred-conversation-store.ts';
import { askToKeepStorage, isStorageKept } from '../keep-storage.ts';
import {
  type DrawPage,
  type ExportFormat,
  exportConversations,
  type ShownConversation,
} from './export-conversations.ts';
import { localDate } from './local-date.ts';

const MISSING_STORE = "The part that stores conversations couldn't be loaded. Reload the page.";

type YourDataControl = {
  /** How many records are unreadable; 0 until known. */
  unreadable: number;
  /** The storage this site uses, in bytes; null if the browser does not report it. */
  usedBytes: number | null;
  /** Whether the browser keeps it even if space runs low; null if it doesn't say. */
  isKept: boolean | null;
  /** The result of the last action, as a sentence; null before any. */
  outcome: string | null;
  askToKeep: () => Promise<void>;
  /** Saves one conversation, or all of them (null), as a file. */
  exportAs: (one: ShownConversation | null, format: ExportFormat) => Promise<void>;
  exportUnreadable: () => Promise<void>;
  importFile: (file: File) => Promise<void>;
  /** How much of a file was read, from 0 to 1; null while none is. */
  progress: number | null;
  note: (outcome: string) => void;
};

/** The data Starlight stores in this browser, with export and import. */
export function useYourData(store: DeferredConversationStore, drawPage: DrawPage): YourDataControl {
  const [unreadable, setUnreadable] = useState(0);
  const [usedBytes, setUsedBytes] = useState<number | null>(null);
  const [isKept, setKept] = useState<boolean | null>(null);
  const [outcome, setOutcome] = useState<string | null>(null);
  const [progress, setProgress] = useState<number | null>(null);

  const refresh = useCallback(async () => {
    const [count, bytes, kept] = await Promise.all([
      store.archive().then((archive) => archive?.countUnreadable()),
      readUsedBytes(),
      isStorageKept(),
    ]);
    setUnreadable(count ?? 0);
    setUsedBytes(bytes);
    setKept(kept);
  }, [store]);

  useEffect(() => {
    void refresh();
    return store.subscribe(() => void refresh());
  }, [refresh, store]);

  return {
    unreadable,
    usedBytes,
    isKept,
    outcome,
    progress,
    async askToKeep() {
      const kept = await askToKeepStorage();
      setKept(kept);
      setOutcome(
        kept
          ? 'This browser keeps your conversations until you delete them.'
          : 'This browser declined. It may agree once you use this page more, or install it as an app.',
      );
    },
    async exportAs(one, format) {
      try {
        const archive = await store.archive();
        if (!archive) return setOutcome(MISSING_STORE);
        const file = await exportConversations(one, format, { store: archive, drawPage });
        downloadText(file.name, file.mediaType, file.parts);
        setOutcome(`Saved as ${file.name}.`);
      } catch {
        setOutcome("The part that writes this file couldn't be loaded. Reload the page.");
      }
    },
    async exportUnreadable() {
      const name = `starlight-unreadable-${localDate(new Date())}.json`;
      const archive = await store.archive();
      if (!archive) return setOutcome(MISSING_STORE);
      downloadText(name, 'application/json', await archive.exportAll('unreadable'));
      setOutcome(`Saved as ${name}.`);
    },
    async importFile(file) {
      setOutcome(null);
      setProgress(0);
      setOutcome(await importInto(store, file, setProgress));
      setProgress(null);
      await refresh();
    },
    note(message) {
      setOutcome(message);
      void refresh();
    },
  };
}

/** Imports a file, and says what came of it. */
async function importInto(
  store: DeferredConversationStore,
  file: File,
  onProgress: (share: number) => void,
): Promise<string> {
  try {
    const [{ readImportFile }, { importedMessage, refusedMessage }] = await Promise.all([
      import('../../import/read-import-file.ts'),
      import('../../import/import-messages.ts'),
    ]);
    const read = await readImportFile(file, { onProgress });
    if ('fault' in read) return refusedMessage(file.name, read.fault);
    const archive = await store.archive();
    return archive
      ? importedMessage(await archive.importRecords(read.records), read)
      : MISSING_STORE;
  } catch {
    return "The part that reads files couldn't be loaded. Reload the page.";
  }
}

async function readUsedBytes(): Promise<number | null> {
  try {
    return (await navigator.storage.estimate()).usage ?? null;
  } catch {
    // Plain http has no `navigator.storage`, and a sandbox denies it.
    return null;
  }
}
