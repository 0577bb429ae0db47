'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import { MAX_ID_LENGTH, newId } from '#lib/core/chat/new-id.ts';

type ShownConversation = {
  conversationId: string;
  /** True while the URL contains no conversation id: the next message starts one. */
  isNew: boolean;
  open: (conversationId: string) => void;
  startNew: () => void;
  /** Writes the open conversation's id into the URL once it has a message. */
  adopt: () => void;
};

/** The open conversation, taken from the URL (`?chat=<id>`) so that reload and Back work. */
export function useShownConversation(): ShownConversation {
  const idInUrl = useSearchParams().get('chat');
  const [fresh, setFresh] = useState(() => newId());
  const { shownId, goTo } = useIdAhead(idInUrl);
  const isNew = shownId === null || shownId === '' || shownId.length > MAX_ID_LENGTH;
  const conversationId = isNew ? fresh : shownId;

  const open = useCallback(
    (id: string) => {
      goTo(id);
      window.history.pushState(null, '', urlOfConversation(id));
    },
    [goTo],
  );
  const startNew = useCallback(() => {
    goTo(null);
    setFresh(newId());
    window.history.pushState(null, '', window.location.pathname);
  }, [goTo]);
  const adopt = useCallback(() => {
    goTo(conversationId);
    window.history.replaceState(null, '', urlOfConversation(conversationId));
  }, [conversationId, goTo]);

  return { conversationId, isNew, open, startNew, adopt };
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
