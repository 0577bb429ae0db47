'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useState } from 'react';
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
  const isNew = idInUrl === null || idInUrl === '' || idInUrl.length > MAX_ID_LENGTH;
  const conversationId = isNew ? fresh : idInUrl;

  const open = useCallback((id: string) => {
    window.history.pushState(null, '', urlOf(id));
  }, []);
  const startNew = useCallback(() => {
    setFresh(newId());
    window.history.pushState(null, '', window.location.pathname);
  }, []);
  const adopt = useCallback(() => {
    window.history.replaceState(null, '', urlOf(conversationId));
  }, [conversationId]);

  return { conversationId, isNew, open, startNew, adopt };
}

/** An imported id can contain anything: unescaped, it could add other parameters (`ask`). */
function urlOf(conversationId: string): string {
  return `?${new URLSearchParams({ chat: conversationId })}`;
}
