'use client';

import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ChatLog } from '#lib/core/chat/chat-log.ts';
import { turnOutcomeOf } from '#lib/core/chat/turn-outcome.ts';
import {
  clearDraft,
  isOwnDraft,
  onDraftsCleared,
  queuedKey,
  readDraft,
  writeDraft,
} from '../storage/drafts.ts';

export type QueueOptions = {
  /** The conversation, as its drafts name it; another one needs another instance. */
  draftKey: string;
  path: ChatLog['path'];
  /** Whether the path is read and belongs to the conversation. */
  ready: boolean;
  setDraft: (text: string) => void;
  /** Returns false if the message wasn't accepted. */
  onSend: (text: string) => boolean;
};

/** What the field can do with the queue. */
export type Queue = {
  /** Queues a text while a reply is running, after what is queued; false if it can't be. */
  add: (text: string) => boolean;
  /** Puts what is queued back into the field; false if nothing is. */
  recall: () => boolean;
};

type QueueControl = Queue & {
  /** The text that is sent once the reply has ended well; empty without one. */
  queued: string;
  /** Whether it is back in the field because the reply did not end well. */
  wasReturned: boolean;
  remove: () => void;
};

/**
 * One message that waits for the running reply. It is stored as a draft of its own, and always in one
 * place: in the queue, in the field or sent. A reply that fails or is stopped returns it to the field.
 */
export function useQueuedMessage(options: QueueOptions): QueueControl {
  const { draftKey, path, ready, setDraft, onSend } = options;
  const key = queuedKey(draftKey);
  const [queued, setQueued] = useState(() => (isOwnDraft(key) ? readDraft(key) : ''));
  const [wasReturned, setWasReturned] = useState(false);
  const hasSeenRunning = useRef(false);
  const outcome = ready ? turnOutcomeOf(path) : 'unknown';

  const remove = () => {
    clearDraft(key);
    setQueued('');
  };
  const recall = () => {
    const text = readDraft(key);
    if (text !== '') setDraft(joined(text, readDraft(draftKey)));
    remove();
    return text !== '';
  };
  const add = (text: string) => {
    if (outcome !== 'running' || text.trim() === '') return false;
    const all = joined(queued, text);
    writeDraft(key, all);
    setQueued(all);
    setWasReturned(false);
    return true;
  };

  const settle = useEffectEvent(() => {
    if (outcome === 'running') {
      hasSeenRunning.current = true;
      setWasReturned(false);
    }
    if (outcome === 'running' || outcome === 'unknown') return;
    const isOwn = isOwnDraft(key);
    // The tab that has queued it may be about to send it. If that tab is gone, nobody is.
    if (!isOwn && hasSeenRunning.current) return;
    // As stored: a copy of this tab may have sent it already.
    const text = readDraft(key);
    if (text !== '' && isOwn && outcome === 'well' && onSend(text)) remove();
    else setWasReturned(recall());
  });
  useEffect(() => {
    if (outcome !== 'unknown') settle();
  }, [outcome]);
  useEffect(() => onDraftsCleared(() => setQueued('')), []);

  return { queued, wasReturned, add, recall, remove };
}

function joined(first: string, second: string): string {
  return [first, second].filter((text) => text.trim() !== '').join('\n\n');
}
