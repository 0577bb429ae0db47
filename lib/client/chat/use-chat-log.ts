'use client';

import { useCallback, useRef, useState } from 'react';
import type { ChatLog, Conversation } from '#lib/core/chat-log.ts';
import { type ChatLogEvent, chatReducer, emptyChatLog } from '#lib/core/chat-reducer.ts';
import { latestLeafUnder } from '#lib/core/conversation-tree.ts';
import type { ErrorDetails } from '#lib/core/error-body.ts';
import { newId } from '#lib/core/new-id.ts';
import { pathUpTo } from '#lib/core/path-up-to.ts';
import { countToLeaveOut } from '#lib/core/shorten-path.ts';
import { continuationOf, leftOutOf } from '#lib/core/turn-messages.ts';
import type { ConversationStore } from '../storage/conversation-store.ts';
import type { LatestLog } from './latest-log.ts';
import { useAsking } from './use-asking.ts';
import { useOpenedLog } from './use-opened-log.ts';
import { useTurns } from './use-turns.ts';

export type UseChatLogOptions = {
  conversationId: string;
  /** The conversation has no messages yet, so that there is nothing to be read. */
  isNew: boolean;
  store: ConversationStore;
  /** The model for new replies. */
  model: string;
  /** Whether `/simulate` may make failures (in the demo, or for the operator). */
  simulateAllowed: boolean;
  /** Whether the simulated upstream is to answer. */
  demo: boolean;
  /** The conversation was created, named or touched. */
  onConversation: (conversation: Conversation) => void;
};

/** The chat log of one conversation and all that can be done with it. */
export type ChatLogControl = {
  chatLog: ChatLog;
  /** False until the conversation was read from storage. */
  ready: boolean;
  /** The title and model that are stored; null for a conversation without messages. */
  conversation: Conversation | null;
  /** True while this tab waits for a reply of this conversation or receives it. */
  replying: boolean;
  /** True while this tab does so for any conversation. */
  replyingAnywhere: boolean;
  /** Sends a message; false when a reply is still running or the conversation is not read yet (the draft then stays). */
  send: (text: string) => boolean;
  stop: () => void;
  /** Stops what runs in a conversation that is deleted. */
  abandon: (conversationId: string) => void;
  /** Asks again for a reply: in its place when it brought nothing, else as a sibling. */
  retry: (replyId: string) => void;
  /** Goes on with a reply that was cut off, in the same message. */
  resume: (replyId: string) => void;
  /** Sends another wording of a message, as its sibling; false when it could not be sent. */
  edit: (messageId: string, text: string) => boolean;
  /** Shows another sibling with all that follows it. */
  show: (messageId: string) => void;
  /** Leaves the oldest messages out of the request, then asks again. */
  shortenAndRetry: (replyId: string, leaveOut: number) => void;
  /** How many messages `shortenAndRetry` should leave out, by what the upstream counted. */
  planShortening: (replyId: string, details: ErrorDetails) => number;
};

/** Holds the chat log of the shown conversation in React state; turns go on when another one is shown. */
export function useChatLog(options: UseChatLogOptions): ChatLogControl {
  const { conversationId, isNew, store, model, simulateAllowed, demo, onConversation } = options;
  const [chatLog, setChatLog] = useState<ChatLog>(() => emptyChatLog(conversationId));
  const [conversation, setConversation] = useState<Conversation | null>(null);
  const [ready, setReady] = useState(false);
  // What the handlers below read: the state as of the last event, not as of the last render.
  const latest = useRef<LatestLog>({ chatLog, conversation, ready });

  const dispatch = useCallback((event: ChatLogEvent) => {
    const before = latest.current.chatLog;
    const after = chatReducer(before, event);
    latest.current.chatLog = after;
    // React may apply a more urgent update first: then `log` is not what this event was reduced from.
    setChatLog((log) => (log === before ? after : chatReducer(log, event)));
  }, []);

  const { run, stop, isOurs, runningIn } = useTurns({ store, dispatch, simulateAllowed, demo });

  const keepConversation = useCallback(
    (next: Conversation) => {
      if (next.id === latest.current.chatLog.conversationId) {
        latest.current.conversation = next;
        setConversation(next);
      }
      onConversation(next);
    },
    [onConversation],
  );

  useOpenedLog({ conversationId, store, latest, dispatch, setConversation, setReady, isOurs });

  const { ask, askAgain, restart, isBusy } = useAsking({
    latest,
    model,
    store,
    dispatch,
    run,
    keepConversation,
  });

  const send = useCallback(
    (text: string) => {
      const { path } = latest.current.chatLog;
      // Before the conversation was read, a message would go without what it follows.
      if (text.trim() === '' || !(isNew || latest.current.ready) || isBusy()) return false;
      ask(text, path.at(-1)?.id ?? null);
      return true;
    },
    [ask, isBusy, isNew],
  );

  const control = {
    send,
    stop: useCallback(() => stop(latest.current.chatLog.conversationId), [stop]),
    abandon: stop,
    retry: useCallback((replyId: string) => askAgain(replyId, 0), [askAgain]),
    shortenAndRetry: askAgain,
    planShortening: useCallback((replyId: string, details: ErrorDetails) => {
      const { chatLog: log } = latest.current;
      const reply = log.path.find(({ id }) => id === replyId);
      const asked = pathUpTo(log, reply?.parentId ?? null);
      return countToLeaveOut(asked.slice(leftOutOf(reply ? [...asked, reply] : asked)), details);
    }, []),
    resume: useCallback(
      (replyId: string) => {
        const log = latest.current.chatLog;
        const path = pathUpTo(log, replyId);
        const reply = path.at(-1);
        if (!reply || isBusy()) return;
        restart(reply, continuationOf(path, model, newId()));
      },
      [isBusy, model, restart],
    ),
    edit: useCallback(
      (messageId: string, text: string) => {
        const message = latest.current.chatLog.path.find(({ id }) => id === messageId);
        if (!message || text.trim() === '' || isBusy()) return false;
        ask(text, message.parentId);
        return true;
      },
      [ask, isBusy],
    ),
    show: useCallback(
      (messageId: string) => {
        const { path, branches } = latest.current.chatLog;
        const leafId = latestLeafUnder([...path, ...branches], messageId);
        dispatch({ type: 'switched', leafId });
        const before = latest.current.conversation;
        if (!before) return;
        const next = { ...before, leafId };
        keepConversation(next);
        void store.putConversation(next);
      },
      [dispatch, keepConversation, store],
    ),
  };
  const replying = runningIn.has(conversationId);
  const replyingAnywhere = runningIn.size > 0;
  return { chatLog, conversation, ready, replying, replyingAnywhere, ...control };
}
