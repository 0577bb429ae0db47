'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useState } from 'react';
import { MAX_ID_LENGTH, newId } from '#lib/core/chat/new-id.ts';

type ShownConversation = {
  conversationId: string;
  /** True while the address names no conversation: the next message starts one. */
  isNew: boolean;
  open: (conversationId: string) => void;
  startNew: () => void;
  /** Writes the shown conversation's id into the address, once it has a message. */
  adopt: () => void;
};

/** Which conversation is shown: the one the address names (`?chat=<id>`), so that reload and Back work. */
export function useShownConversation(): ShownConversation {
  const named = useSearchParams().get('chat');
  const [fresh, setFresh] = useState(() => newId());
  const isNew = named === null || named === '' || named.length > MAX_ID_LENGTH;
  const conversationId = isNew ? fresh : named;

  const open = useCallback((id: string) => {
    window.history.pushState(null, '', addressOf(id));
  }, []);
  const startNew = useCallback(() => {
    setFresh(newId());
    window.history.pushState(null, '', window.location.pathname);
  }, []);
  const adopt = useCallback(() => {
    window.history.replaceState(null, '', addressOf(conversationId));
  }, [conversationId]);

  return { conversationId, isNew, open, startNew, adopt };
}

/** An imported id can hold anything: unescaped, it could give the page other parameters (`ask`). */
function addressOf(conversationId: string): string {
  return `?${new URLSearchParams({ chat: conversationId })}`;
}
