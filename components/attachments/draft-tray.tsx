import { Paperclip, X } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { TrayItem } from '#lib/client/attachments/attachment-tray.ts';
import { trayOf } from '#lib/client/attachments/tray-of.ts';
import { checkRequest } from '#lib/core/attachments/check-request.ts';
import { useChatActions, useChatViewer } from '../../lib/client/chat/chat-actions.ts';
import { FileLabel, nameOfFile, Thumbnail } from './file-chip.tsx';
import { insertText } from './insert-text.ts';
import { useIncomingFiles } from './use-incoming-files.ts';

type DraftTrayProps = {
  draftKey: string;
  field: RefObject<HTMLTextAreaElement | null>;
  /** Receives how many can be sent; null while they can't. */
  onCount: (count: number | null) => void;
};

/** The files of the draft, above its text, and what to know before they are sent. */
export function DraftTray({ draftKey, field, onCount }: DraftTrayProps) {
  const tray = trayOf(draftKey);
  const { items, notices, isRead } = useSyncExternalStore(tray.subscribe, tray.getSnapshot);
  const isOver = useIncomingFiles(tray, field);
  const { models, model: modelId, maxBytes } = useChatViewer();
  const { getSnapshot, subscribe } = useChatActions();
  const { path } = useSyncExternalStore(subscribe, getSnapshot).chatLog;
  const model = models.find(({ id }) => id === modelId);
  const check = useMemo(() => {
    const ready = items.flatMap((item) => (item.state === 'ready' ? [item.attachment] : []));
    return checkRequest(ready, { model, path, maxBytes });
  }, [items, model, path, maxBytes]);
  const isReading = items.some(({ state }) => state === 'reading');
  const count = !isRead || check.blocked || isReading ? null : items.length;
  useEffect(() => onCount(count), [count, onCount]);
  const remove = (item: TrayItem) => {
    tray.remove(item.id);
    // The button that had the focus is gone. On touch screens, the field would open the keyboard.
    if (matchMedia('(pointer: fine)').matches) field.current?.focus();
  };
  return (
    <>
      {items.length > 0 && (
        <ul
          aria-label="Attached files"
          className="flex max-h-44 flex-wrap gap-2 overflow-y-auto px-3 pt-3"
        >
          {items.map((item) => (
            <li
              key={item.id}
              className="flex max-w-full min-w-0 items-center rounded-xl border border-line bg-sunken"
            >
              <ItemView item={item} />
              {item.state === 'ready' && isPaste(item) && (
                <button
                  type="button"
                  className="btn-quiet shrink-0 px-2"
                  onClick={() => {
                    tray.remove(item.id);
                    if (item.attachment.type === 'text')
                      insertText(field.current, item.attachment.text);
                  }}
                >
                  Put into the field
                </button>
              )}
              <button
                type="button"
                className="btn-icon me-1"
                aria-label={`Remove ${item.name}`}
                title="Remove"
                onClick={() => remove(item)}
              >
                <X aria-hidden className="size-4" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {/* Always there, because screen readers only announce changes within it. */}
      <div role="status" className="text-sm">
        {check.blocked !== null && <Notice tone="tone-problem">{check.blocked}</Notice>}
        {check.notices.map((notice) => (
          <Notice key={notice} tone="tone-wait">
            {notice}
            {check.offersModels && notice === check.notices[0] && <ChooseModel />}
          </Notice>
        ))}
        {notices.length > 0 && (
          <Notice tone="tone-wait" onDismiss={tray.dismissNotices}>
            {notices.map((notice) => (
              <span key={notice} className="block">
                {notice}
              </span>
            ))}
          </Notice>
        )}
      </div>
      {isOver && (
        <div className="pointer-events-none fixed inset-2 z-50 flex items-center justify-center rounded-2xl border-2 border-dashed border-accent bg-[color-mix(in_oklch,var(--page)_85%,transparent)]">
          <p className="flex items-center gap-2 text-base font-medium">
            <Paperclip aria-hidden className="size-5 text-accent" />
            Drop files to attach them
          </p>
        </div>
      )}
    </>
  );
}

function ItemView({ item }: { item: TrayItem }) {
  if (item.state === 'reading') {
    return <span className="px-3 py-2 text-sm text-muted">Reading {item.name}…</span>;
  }
  const { attachment } = item;
  if (attachment.type === 'picture') {
    return <Thumbnail picture={attachment} className="my-1 ms-1 size-12 shrink-0 rounded-lg" />;
  }
  return (
    <span title={nameOfFile(attachment)} className="min-w-0 py-1.5 pe-1 ps-3">
      <FileLabel attachment={attachment} />
    </span>
  );
}

function ChooseModel() {
  const { chooseModel } = useChatActions();
  return (
    <button type="button" className="ms-1 underline underline-offset-2" onClick={chooseModel}>
      Choose another model
    </button>
  );
}

type NoticeProps = { tone: string; onDismiss?: () => void; children: ReactNode };

function Notice({ tone, onDismiss, children }: NoticeProps) {
  return (
    <div
      className={`${tone} mx-3 mt-3 flex items-start gap-2 rounded-xl border border-tone-line bg-tone-tint py-0.5 pe-0.5 ps-3 text-tone-text`}
    >
      <p className="min-w-0 flex-1 self-center py-1.5">{children}</p>
      {onDismiss && (
        <button type="button" className="btn-icon" aria-label="Dismiss" onClick={onDismiss}>
          <X aria-hidden className="size-4" />
        </button>
      )}
    </div>
  );
}

function isPaste({ attachment }: Extract<TrayItem, { state: 'ready' }>): boolean {
  return attachment.type === 'text' && attachment.origin === 'paste';
}
