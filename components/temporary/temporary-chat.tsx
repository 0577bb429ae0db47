'use client';

import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { forgetTray, trayOf } from '#lib/client/attachments/tray-of.ts';
import { readDraft } from '#lib/client/storage/drafts.ts';
import { setLeaveGuard } from '#lib/client/storage/temporary/temporary-chats.ts';
import type { ChatLog } from '#lib/core/chat/chat-log.ts';
import { LeaveDialog } from './leave-dialog.tsx';

type TemporaryChatProps = {
  conversationId: string;
  chatLog: ChatLog;
  /** Shows what the address says instead. */
  onEnd: () => void;
  goTo: (address: string) => void;
  /** Forgets it for good, with what is running in it. */
  onLeft: (conversationId: string) => void;
};

/** Asks before a temporary chat that has something in it is left, in whatever way. */
export function TemporaryChat({
  conversationId,
  chatLog,
  onEnd,
  goTo,
  onLeft,
}: TemporaryChatProps) {
  const [leaving, setLeaving] = useState<{ next: () => void; stay?: () => void } | null>(null);
  const hasContent = useEffectEvent(
    () =>
      chatLog.path.length > 0 ||
      readDraft(conversationId) !== '' ||
      trayOf(conversationId).getSnapshot().items.length > 0,
  );
  const leave = useEffectEvent((next: () => void, stay?: () => void) => {
    if (hasContent()) setLeaving({ next, ...(stay && { stay }) });
    else next();
  });
  const end = useEffectEvent(onEnd);
  const go = useEffectEvent((address: string) => {
    end();
    goTo(address);
  });

  useEffect(() => {
    const removeGuard = setLeaveGuard((next) => leave(next));
    const listeners = new AbortController();
    const { signal } = listeners;
    window.addEventListener(
      'beforeunload',
      (event) => {
        if (hasContent()) event.preventDefault();
      },
      { signal },
    );
    // The browser keeps a page in memory after it was left, and Back would show it again.
    window.addEventListener('pageshow', ({ persisted }) => persisted && end(), { signal });
    window.addEventListener(
      'popstate',
      () => {
        const { pathname } = window.location;
        // The address has changed already. Whoever stays gets the one without a conversation back.
        leave(end, () => window.history.pushState(null, '', pathname));
      },
      { signal },
    );
    window.addEventListener(
      'click',
      (event) => {
        const address = leadsElsewhere(event);
        if (address === null) return;
        event.preventDefault();
        event.stopPropagation();
        leave(() => go(address));
      },
      { signal, capture: true },
    );
    return () => {
      removeGuard();
      listeners.abort();
    };
  }, []);
  const forget = useEffectEvent(() => {
    onLeft(conversationId);
    forgetTray(conversationId);
  });
  const forgetting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    clearTimeout(forgetting.current);
    return () => {
      // In development, React runs each effect twice.
      forgetting.current = setTimeout(forget);
    };
  }, []);

  if (!leaving) return null;
  return (
    <LeaveDialog
      onLeave={() => {
        setLeaving(null);
        leaving.next();
      }}
      onStay={() => {
        setLeaving(null);
        leaving.stay?.();
      }}
    />
  );
}

/** The address of another page of this site, if a click in this tab opens one. */
function leadsElsewhere(event: MouseEvent): string | null {
  const target = event.target instanceof Element ? event.target : null;
  const link = target?.closest('a');
  const hasModifier = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!link || hasModifier || event.button !== 0) return null;
  if (link.target === '_blank' || link.hasAttribute('download')) return null;
  const { origin, pathname, search, hash } = new URL(link.href, window.location.href);
  if (origin !== window.location.origin || pathname === window.location.pathname) return null;
  return pathname + search + hash;
}
