'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { createDeletionClock } from '#lib/client/chat/deletion-clock.ts';
import type { ConversationStore } from '#lib/client/storage/conversation-store.ts';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import { isDeleted } from '#lib/core/chat/is-deleted.ts';
import { shownTitle } from '#lib/core/chat/shown-title.ts';
import type { DeletionState } from './command-context.ts';

type UndoBarProps = DeletionState & {
  restore: (conversation: Conversation) => void;
  store: Pick<ConversationStore, 'list'>;
  /** The attributes that name the shortcut of the first button. */
  hint: object;
};

const clock = createDeletionClock();
/** More would cover the page; the others can be restored once these are. */
const MAX_SHOWN = 3;

/**
 * Offers to restore deleted conversations, in every tab, and erases each when its time is over. If the page
 * closes before, the next page does: a conversation is never half deleted.
 */
export function UndoBar(props: UndoBarProps) {
  const { deleted, deletedHere, restore, onErase, store, hint } = props;
  // A live region that already has text when it is added isn't announced.
  const [isMounted, setIsMounted] = useState(false);
  useEffect(() => setIsMounted(true), []);
  const erase = useEffectEvent(onErase);
  const expire = useEffectEvent(async (conversationId: string) => {
    // A message that another tab has just sent restores it.
    const listed = await store.list();
    const isStill = listed.some((one) => one.id === conversationId && isDeleted(one));
    if (isStill) onErase(conversationId);
  });

  useEffect(() => {
    const timers = deleted.map((conversation) =>
      setTimeout(() => void expire(conversation.id), clock.remainingMs(conversation)),
    );
    return () => timers.forEach(clearTimeout);
  }, [deleted]);
  useEffect(() => {
    // Whoever leaves expects it to be gone. The journal makes sure of it, even if the page is gone first.
    const eraseOwn = () => {
      for (const { id } of deleted) if (deletedHere.has(id)) erase(id);
    };
    window.addEventListener('pagehide', eraseOwn);
    return () => window.removeEventListener('pagehide', eraseOwn);
  }, [deleted, deletedHere]);

  return (
    <div
      role="status"
      // In the middle of the chat, beside the list.
      className="pointer-events-none fixed inset-x-0 bottom-36 z-10 flex flex-col items-center gap-2 px-4 md:in-[body:has(aside)]:ps-[17.25rem] print:hidden"
    >
      {isMounted &&
        deleted.slice(0, MAX_SHOWN).map((conversation, index) => (
          <p
            key={conversation.id}
            className="pointer-events-auto flex max-w-full items-center gap-1 rounded-xl border border-line bg-raised py-1 ps-4 pe-1 shadow-float"
          >
            <span className="shrink-0">Deleted</span>
            <bdi className="min-w-0 max-w-80 truncate">“{shownTitle(conversation)}”</bdi>
            <button
              type="button"
              className="btn-quiet shrink-0 text-accent"
              onClick={() => restore(conversation)}
              {...(index === 0 && hint)}
            >
              Undo
            </button>
          </p>
        ))}
    </div>
  );
}
