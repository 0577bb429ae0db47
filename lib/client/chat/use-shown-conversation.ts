'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import { MAX_ID_LENGTH, newId } from '#lib/core/chat/new-id.ts';
import { leaveBy, newTemporaryId } from '../storage/temporary/temporary-chats.ts';

type ShownConversation = {
  conversationId: string;
  /** True while the URL contains no conversation id: the next message starts one. */
  isNew: boolean;
  /** The conversation's id if it is a temporary chat, which is always new and never in the URL. */
  temporaryId: string | null;
  open: (conversationId: string) => void;
  startNew: () => void;
  /** Starts a temporary chat, or leaves it for a new one. */
  toggleTemporary: () => void;
  /** Shows what the URL says instead of a temporary chat. */
  endTemporary: () => void;
  /** Writes the open conversation's id into the URL once it has a message. */
  adopt: () => void;
};

/** The open conversation, taken from the URL (`?chat=<id>`) so that reload and Back work. */
export function useShownConversation(): ShownConversation {
  const idInUrl = useSearchParams().get('chat');
  const [fresh, setFresh] = useState(() => newId());
  const { shownId, goTo } = useIdAhead(idInUrl);
  const [temporaryId, setTemporaryId] = useState<string | null>(null);
  const isTemporary = temporaryId !== null;
  const isNew = isTemporary || shownId === null || shownId === '' || shownId.length > MAX_ID_LENGTH;
  const conversationId = temporaryId ?? (isNew ? fresh : shownId);

  const show = useCallback(
    (id: string | null, temporary: string | null) =>
      leaveBy(() => {
        setTemporaryId(temporary);
        goTo(id);
        setFresh(newId());
        const url = id === null ? window.location.pathname : urlOfConversation(id);
        window.history.pushState(null, '', url);
      }),
    [goTo],
  );
  const open = useCallback((id: string) => show(id, null), [show]);
  const startNew = useCallback(() => show(null, null), [show]);
  const toggleTemporary = () => show(null, isTemporary ? null : newTemporaryId());
  const endTemporary = () => setTemporaryId(null);
  const adopt = useCallback(() => {
    if (isTemporary) return;
    goTo(conversationId);
    window.history.replaceState(null, '', urlOfConversation(conversationId));
  }, [conversationId, isTemporary, goTo]);

  return {
    conversationId,
    isNew,
    temporaryId,
    open,
    startNew,
    toggleTemporary,
    endTemporary,
    adopt,
  };
}

/**
 * The id to show, which is ahead of the URL after `goTo`: Next reports a new URL in a transition, and
 * what is typed in those tens of milliseconds belongs to the conversation that was asked for.
 */
function useIdAhead(idInUrl: string | null) {
  const [ahead, setAhead] = useState<{ id: string | null } | null>(null);
  if (ahead?.id === idInUrl) setAhead(null);
  useEffect(() => {
    const followUrl = () => setAhead(null);
    window.addEventListener('popstate', followUrl);
    return () => window.removeEventListener('popstate', followUrl);
  }, []);
  const goTo = useCallback((id: string | null) => setAhead({ id }), []);
  return { shownId: ahead ? ahead.id : idInUrl, goTo };
}

/** The address of a conversation on this page. An imported id can contain anything: unescaped, it could add other parameters (`ask`). */
export function urlOfConversation(conversationId: string): string {
  return `?${new URLSearchParams({ chat: conversationId })}`;
}
