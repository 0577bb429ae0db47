'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import type { ChatLog } from '#lib/core/chat/chat-log.ts';
import type { SearchQuery } from '#lib/core/search/search-query.ts';
import { showMessage } from './show-message.ts';

/** A message to go to, and what in it was searched for. */
export type JumpTarget = { conversationId: string; messageId: string; query: SearchQuery };

type JumpToMessageProps = {
  target: JumpTarget;
  /** The open conversation, which becomes the target's. */
  chatLog: ChatLog;
  ready: boolean;
  /** Shows the branch of a message. */
  onShow: (messageId: string) => void;
  onDone: () => void;
};

/** Goes to a message once its conversation is open: shows its branch, scrolls to it and marks it. */
export function JumpToMessage({ target, chatLog, ready, onShow, onDone }: JumpToMessageProps) {
  const { conversationId, messageId, query } = target;
  const [openAtFirst] = useState(chatLog.conversationId);
  const isOnItsWay = [openAtFirst, conversationId].includes(chatLog.conversationId);
  const isOpen = ready && chatLog.conversationId === conversationId;
  const place = isOpen ? placeOf(messageId, chatLog) : isOnItsWay ? 'not-open' : 'missing';
  const show = useEffectEvent(onShow);
  const done = useEffectEvent(onDone);

  useEffect(() => {
    if (place === 'branch') show(messageId);
    if (place === 'missing') done();
    if (place !== 'path') return;
    return showMessage(messageId, query, () => done());
  }, [place, messageId, query]);
  return null;
}

function placeOf(messageId: string, { path, branches }: ChatLog): 'path' | 'branch' | 'missing' {
  const isMessage = ({ id }: { id: string }) => id === messageId;
  if (path.some(isMessage)) return 'path';
  return branches.some(isMessage) ? 'branch' : 'missing';
}
