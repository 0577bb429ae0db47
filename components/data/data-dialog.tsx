'use client';

import { Download, Share2, Trash2, TriangleAlert, Upload } from 'lucide-react';
import { useRef, useState, useSyncExternalStore } from 'react';
import { useChatActions } from '#lib/client/chat/chat-actions.ts';
import { newConversationSettings } from '#lib/client/chat/new-conversation-settings.ts';
import type { DeferredConversationStore } from '#lib/client/storage/deferred-conversation-store.ts';
import { savedPresets } from '#lib/client/storage/saved/saved-presets.ts';
import { savedPrompts } from '#lib/client/storage/saved/saved-prompts.ts';
import type { StoreProblem } from '#lib/client/storage/store-problem.ts';
import { useYourData } from '#lib/client/storage/your-data/use-your-data.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';
import { formatBytes } from '#lib/core/text/format-bytes.ts';
import { drawPage } from '../export/draw-page.ts';
import { ShareDialog } from '../share/deferred-share-dialog.ts';
import { Modal } from '../ui/modal.tsx';
import { DeleteAll } from './delete-all.tsx';
import { ExportRow } from './export-row.tsx';
import { savedParts, savedSummary } from './saved-summary.ts';

export type DataDialogProps = {
  store: DeferredConversationStore;
  /** How many conversations there are. */
  count: number;
  problem: StoreProblem | null;
  conversationId: string;
  title: string;
  /** The open conversation's messages; empty if it has none. */
  path: readonly ChatMessage[];
  onDeleteAll: () => Promise<void>;
  onClose: () => void;
};

/** Where conversations are stored, and how to export, import or delete them. */
export function DataDialog(props: DataDialogProps) {
  const { store, count, problem, conversationId: id, title, path, onDeleteAll, onClose } = props;
  const presets = useSyncExternalStore(savedPresets.subscribe, savedPresets.read).length;
  const prompts = useSyncExternalStore(savedPrompts.subscribe, savedPrompts.read).length;
  const saved = savedParts(presets, prompts);
  const settings = useChatActions().getSnapshot().conversation?.settings;
  const data = useYourData(store, drawPage);
  const file = useRef<HTMLInputElement>(null);
  const deleteButton = useRef<HTMLButtonElement>(null);
  const outcome = useRef<HTMLParagraphElement>(null);
  const [deleting, setDeleting] = useState(false);
  const [sharing, setSharing] = useState(false);
  return (
    <Modal title="Your data" onClose={onClose}>
      <p className="text-base">{storageSummary(count, problem, data.usedBytes)}</p>
      <p className="mt-1 text-muted">
        Anyone who uses this browser can read them. Clearing its data removes them.
        {saved.length > 0 && ` ${savedSummary(saved)}`}
        {data.isKept === false && count > 0 && (
          <>
            {' '}
            If it runs out of space, it may remove them, too.{' '}
            <button type="button" className="underline underline-offset-2" onClick={data.askToKeep}>
              Ask it not to
            </button>
          </>
        )}
      </p>
      {data.unreadable > 0 && (
        <div className="tone-wait mt-4 rounded-xl border border-tone-line bg-tone-tint p-3">
          <p className="flex gap-2 text-tone-text">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {data.unreadable === 1
              ? "One record couldn't be read. It was set aside, not deleted."
              : `${data.unreadable} records couldn't be read. They were set aside, not deleted.`}
          </p>
          <button type="button" className="btn-line mt-3" onClick={data.exportUnreadable}>
            <Download aria-hidden className="size-4 text-muted" />
            Export unreadable records
          </button>
        </div>
      )}
      <div className="mt-4 flex flex-col gap-2">
        <ExportRow
          label="Export all conversations"
          disabled={count + saved.length === 0}
          onExport={(format) => data.exportAs(null, format)}
        />
        {path.length > 0 && (
          <>
            <ExportRow
              label="Export this conversation"
              title={title}
              onExport={(format) => data.exportAs({ id, title, path, settings }, format)}
            />
            <button type="button" className={ACTION} onClick={() => setSharing(true)}>
              <Share2 aria-hidden className="size-4 text-accent" />
              Share this conversation
            </button>
          </>
        )}
        <button
          type="button"
          className={ACTION}
          disabled={data.progress !== null}
          title="JSON or zip files of Starlight, ChatGPT, Claude, LibreChat, Open WebUI and NextChat"
          onClick={() => file.current?.click()}
        >
          <Upload aria-hidden className="size-4 text-accent" />
          Import conversations
        </button>
        <input
          ref={file}
          type="file"
          accept="application/json,application/zip,.json,.zip"
          aria-label="File to import"
          hidden
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            if (chosen) void data.importFile(chosen);
            // So that the same file can be chosen again.
            event.target.value = '';
          }}
        />
        <button
          ref={deleteButton}
          type="button"
          className={`${ACTION} tone-problem text-tone-text`}
          disabled={count === 0 && data.unreadable === 0 && saved.length === 0}
          aria-expanded={deleting}
          onClick={() => setDeleting(!deleting)}
        >
          <Trash2 aria-hidden className="size-4" />
          Delete all conversations
        </button>
      </div>
      {deleting && (
        <DeleteAll
          count={count}
          unreadable={data.unreadable}
          saved={saved}
          onKeep={() => {
            setDeleting(false);
            deleteButton.current?.focus();
          }}
          onDelete={async () => {
            await onDeleteAll();
            savedPresets.removeAll();
            savedPrompts.removeAll();
            newConversationSettings.choose({});
            setDeleting(false);
            data.note('Everything was deleted.');
            outcome.current?.focus();
          }}
        />
      )}
      {data.progress !== null && (
        <p className="mt-3 flex items-center gap-3 text-muted">
          Reading the file…
          <progress
            aria-label="Import"
            value={data.progress}
            className="countdown-bar h-1.5 flex-1 overflow-hidden rounded-full"
          />
        </p>
      )}
      <p
        ref={outcome}
        role="status"
        tabIndex={-1}
        className="mt-3 text-muted outline-none empty:mt-0"
      >
        {data.outcome}
      </p>
      {sharing && <ShareDialog title={title} path={path} onClose={() => setSharing(false)} />}
    </Modal>
  );
}

const ACTION = 'btn-line w-full justify-start';

function storageSummary(
  count: number,
  problem: StoreProblem | null,
  usedBytes: number | null,
): string {
  const subject = count === 1 ? 'One conversation is' : `${formatCount(count)} conversations are`;
  if (problem === 'unavailable') {
    const notice = count === 0 ? '' : `${subject} here until you close this tab. `;
    return `This browser doesn't let the page store anything. ${notice}Exporting is the only way to keep what you write.`;
  }
  if (count === 0) return 'Nothing is saved yet. Conversations stay in this browser only.';
  const size = usedBytes === null ? '' : `, about ${formatBytes(usedBytes)}`;
  return `${subject} saved in this browser only${size}.`;
}
