'use client';

import { useEffect, useEffectEvent, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Attachment } from '#lib/core/attachments/attachment.ts';
import type { ChatLog } from '#lib/core/chat/chat-log.ts';
import { turnOutcomeOf } from '#lib/core/chat/turn-outcome.ts';
import { queuedTrayOf, trayOf } from '../attachments/tray-of.ts';
import { onDraftsCleared } from '../storage/drafts.ts';
import { createMessageQueue } from './message-queue.ts';
import type { SendOptions } from './session-types.ts';

export type QueueOptions = {
  /** The conversation, as its drafts name it; another one needs another instance. */
  draftKey: string;
  path: ChatLog['path'];
  /** Whether the path is read and belongs to the conversation. */
  ready: boolean;
  /** Whether files can't be shown and sent, so they stay with the draft. */
  lacksFiles: boolean;
  setDraft: (text: string) => void;
  maxBodyBytes: number;
  /** Returns false if the message wasn't accepted. */
  onSend: (text: string, options?: SendOptions) => boolean;
};

/** What the field can do with the queue. */
export type Queue = {
  /** Queues a text, and the files of the draft, while a reply is running; false if it can't be. */
  add: (text: string) => boolean;
  /** Puts what is queued back into the field; false if nothing is. */
  recall: () => boolean;
};

type QueueControl = Queue & {
  /** The text that is sent once the reply has ended well; empty without one. */
  queued: string;
  /** The files that are sent with it. */
  files: readonly Attachment[];
  /** Whether it is back in the field because the reply did not end well. */
  wasReturned: boolean;
  remove: () => void;
};

/**
 * One message that waits for the running reply. It is stored as a draft of its own, and always in one
 * place: in the queue, in the field or sent. A reply that fails or is stopped returns it to the field.
 */
export function useQueuedMessage(options: QueueOptions): QueueControl {
  const { draftKey, path, ready, lacksFiles, setDraft, maxBodyBytes, onSend } = options;
  const tray = queuedTrayOf(draftKey);
  const { items, isRead } = useSyncExternalStore(tray.subscribe, tray.getSnapshot);
  const queue = useMemo(
    () =>
      createMessageQueue(draftKey, {
        ...{ tray, setDraft, maxBytes: maxBodyBytes },
        draftTray: trayOf(draftKey),
      }),
    [draftKey, tray, setDraft, maxBodyBytes],
  );
  const [queued, setQueued] = useState(queue.text);
  const [wasReturned, setWasReturned] = useState(queue.wasReturned);
  const hasSeenRunning = useRef(false);
  const hasSeenEnd = useRef(false);
  const outcome = ready ? turnOutcomeOf(path) : 'unknown';
  // Files of an earlier page are read after the path may be.
  const due = isRead ? outcome : 'unknown';
  const files = useMemo(
    () => items.flatMap((item) => (item.state === 'ready' ? [item.attachment] : [])),
    [items],
  );

  const remove = () => {
    queue.remove();
    setQueued('');
  };
  const recall = () => {
    const wasQueued = queue.recall();
    setQueued('');
    return wasQueued;
  };
  const add = (text: string) => {
    if (outcome !== 'running' || !queue.add(text, { withFiles: !lacksFiles })) return false;
    setQueued(queue.text());
    setWasReturned(false);
    return true;
  };

  const settle = useEffectEvent(() => {
    if (due === 'running') {
      hasSeenRunning.current = true;
      // A reply that a reload cut off can count as running for a moment.
      if (hasSeenEnd.current) {
        queue.forgetReturn();
        setWasReturned(false);
      }
    }
    if (due === 'running' || due === 'unknown') return;
    hasSeenEnd.current = true;
    const result = queue.settle({
      endedWell: due === 'well',
      mayBeSentElsewhere: hasSeenRunning.current,
      send: (text, sent) => onSend(text, { files: sent }),
    });
    setQueued(queue.text());
    if (result === 'returned') setWasReturned(true);
  });
  useEffect(() => {
    if (due !== 'unknown') settle();
  }, [due]);
  useEffect(() => onDraftsCleared(() => setQueued('')), []);

  return { queued, files, wasReturned, add, recall, remove };
}
