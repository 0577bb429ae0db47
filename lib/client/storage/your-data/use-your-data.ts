'use client';

import { useCallback, useEffect, useState } from 'react';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { downloadText } from '../../page/download-text.ts';
import type { ConversationStore } from '../conversation-store.ts';
import { askToKeepStorage, isStorageKept } from '../keep-storage.ts';
import { conversationMarkdown } from './conversation-markdown.ts';
import { exportFileName } from './export-file-name.ts';

/** Far more than a browser stores for one site, and still a string that it can handle. */
const MAX_IMPORT_BYTES = 256 * 1024 * 1024;

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
  exportAll: () => Promise<void>;
  exportUnreadable: () => Promise<void>;
  exportShown: (title: string, path: readonly ChatMessage[]) => void;
  importFile: (file: File) => Promise<void>;
  note: (outcome: string) => void;
};

/** The data Starlight stores in this browser, with export and import. */
export function useYourData(store: ConversationStore): YourDataControl {
  const [unreadable, setUnreadable] = useState(0);
  const [usedBytes, setUsedBytes] = useState<number | null>(null);
  const [isKept, setKept] = useState<boolean | null>(null);
  const [outcome, setOutcome] = useState<string | null>(null);

  const refresh = useCallback(async () => {
    const [count, bytes, kept] = await Promise.all([
      store.countUnreadable(),
      readUsedBytes(),
      isStorageKept(),
    ]);
    setUnreadable(count);
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
    async askToKeep() {
      const kept = await askToKeepStorage();
      setKept(kept);
      setOutcome(
        kept
          ? 'This browser keeps your conversations until you delete them.'
          : 'This browser declined. It may agree once you use this page more, or install it as an app.',
      );
    },
    async exportAll() {
      const text = await store.exportAll();
      setOutcome(saveJson('starlight-conversations', text));
    },
    async exportUnreadable() {
      const text = await store.exportAll('unreadable');
      setOutcome(saveJson('starlight-unreadable', text));
    },
    exportShown(title, path) {
      const name = exportFileName(title, 'md');
      downloadText(name, 'text/markdown;charset=utf-8', conversationMarkdown(title, path));
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

function saveJson(name: string, text: string): string {
  const fileName = `${name}-${localDate(new Date())}.json`;
  downloadText(fileName, 'application/json', text);
  return `Saved as ${fileName}.`;
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

function localDate(now: Date): string {
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

async function readUsedBytes(): Promise<number | null> {
  try {
    return (await navigator.storage.estimate()).usage ?? null;
  } catch {
    // Plain http has no `navigator.storage`, and a sandbox denies it.
    return null;
  }
}
