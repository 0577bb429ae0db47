'use client';

import { type RefObject, useCallback } from 'react';
import type { ChatMessage, Conversation } from '#lib/core/chat-log.ts';
import { type ChatLogEvent, isRunning } from '#lib/core/chat-reducer.ts';
import type { ChatRequest } from '#lib/core/chat-request.ts';
import { conversationTitleFrom } from '#lib/core/conversation-tree.ts';
import { newId } from '#lib/core/new-id.ts';
import { pathUpTo } from '#lib/core/path-up-to.ts';
import {
  leftOutOf,
  newReply,
  newUserMessage,
  RESTARTED,
  requestFor,
  retryOf,
} from '#lib/core/turn-messages.ts';
import type { ConversationStore } from '../storage/conversation-store.ts';
import type { LatestLog } from './latest-log.ts';
import { nextTouch } from './touch-clock.ts';
import type { TurnsControl } from './use-turns.ts';

export type UseAskingOptions = {
  latest: RefObject<LatestLog>;
  /** The model for new replies. */
  model: string;
  store: ConversationStore;
  dispatch: (event: ChatLogEvent) => void;
  run: TurnsControl['run'];
  keepConversation: (conversation: Conversation) => void;
};

/** The ways in which a turn begins: a question, the same one again, a reply that begins again in its place. */
export function useAsking(options: UseAskingOptions) {
  const { latest, model, store, dispatch, run, keepConversation } = options;

  const touch = useCallback(
    (change: Partial<Conversation>, firstText: string): Conversation => {
      const now = nextTouch();
      const before = latest.current.conversation;
      const touched: Conversation = {
        id: latest.current.chatLog.conversationId,
        title: conversationTitleFrom(firstText),
        renamed: false,
        createdAt: now,
        model,
        leafId: null,
        ...before,
        ...change,
        updatedAt: now,
      };
      keepConversation(touched);
      return touched;
    },
    [keepConversation, model, latest],
  );

  /** Puts a question and its waiting reply (or a reply alone) on the path, stores them, and runs the turn. */
  const begin = useCallback(
    (messages: readonly [ChatMessage, ...ChatMessage[]], request: ChatRequest) => {
      const reply = messages[messages.length - 1] ?? messages[0];
      dispatch({ type: 'appended', messages });
      const title = latest.current.chatLog.path[0]?.text ?? '';
      const touched = touch({ leafId: reply.id, model }, title);
      void run(reply, request, () => store.putTurn(touched, messages));
    },
    [dispatch, model, run, store, touch, latest],
  );

  const restart = useCallback(
    (reply: ChatMessage, request: ChatRequest) => {
      const change = { ...RESTARTED, model, leftOut: reply.leftOut };
      const restarted: ChatMessage = { ...reply, ...change };
      dispatch({ type: 'restarted', id: reply.id, change });
      const touched = touch({ model }, latest.current.chatLog.path[0]?.text ?? '');
      void run(restarted, request, () => store.putTurn(touched, [restarted]));
    },
    [dispatch, model, run, store, touch, latest],
  );

  const ask = useCallback(
    (text: string, parentId: string | null) => {
      const log = latest.current.chatLog;
      const stamp = () => ({ id: newId(), now: Date.now() });
      const user = newUserMessage(log, text, parentId, stamp());
      const reply = newReply(log, user, model, stamp());
      begin([user, reply], requestFor([...pathUpTo(log, parentId), user], model));
    },
    [begin, model, latest],
  );

  /** One reply at a time in a conversation, whichever tab asked for it and whichever version is shown. */
  const isBusy = useCallback(() => {
    const { path, branches } = latest.current.chatLog;
    return path.some(isRunning) || branches.some(isRunning);
  }, [latest]);

  const askAgain = useCallback(
    (replyId: string, more: number) => {
      const log = latest.current.chatLog;
      const reply = log.path.find((message) => message.id === replyId);
      if (!reply || isBusy()) return;
      const before = pathUpTo(log, reply.parentId);
      const parent = before.at(-1);
      if (!parent) return;
      // What a shorter request left out would be too long for every later one as well.
      const leftOut = leftOutOf([...before, reply]) + more || undefined;
      const request = retryOf(reply, before, model, leftOut);
      if (reply.text === '') return restart({ ...reply, leftOut }, request);
      const again = newReply(log, parent, model, { id: newId(), now: Date.now() });
      begin([{ ...again, leftOut }], request);
    },
    [begin, isBusy, model, restart, latest],
  );

  return { ask, askAgain, restart, isBusy };
}
