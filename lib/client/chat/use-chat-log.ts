'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { ChatLog, ChatMessage, Conversation } from '#lib/core/chat-log.ts';
import { type ChatLogEvent, chatReducer, emptyChatLog, isRunning } from '#lib/core/chat-reducer.ts';
import type { ChatRequest } from '#lib/core/chat-request.ts';
import { conversationTitleFrom, latestLeafUnder } from '#lib/core/conversation-tree.ts';
import type { ErrorDetails } from '#lib/core/error-body.ts';
import { newId } from '#lib/core/new-id.ts';
import { countToLeaveOut } from '#lib/core/shorten-path.ts';
import {
  continuationOf,
  leftOutOf,
  newReply,
  newUserMessage,
  RESTARTED,
  requestFor,
  retryOf,
} from '#lib/core/turn-messages.ts';
import type { ConversationStore } from '../storage/conversation-store.ts';
import { whenTurnEnds } from '../storage/turn-lock.ts';
import { nextTouch } from './touch-clock.ts';
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
  const latest = useRef({ chatLog, conversation, ready });

  const dispatch = useCallback((event: ChatLogEvent) => {
    latest.current.chatLog = chatReducer(latest.current.chatLog, event);
    setChatLog((log) => chatReducer(log, event));
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

  useEffect(() => {
    let current = true;
    const openAgain = () => {
      if (current) void open();
    };
    const open = async () => {
      const stored = await store.load(conversationId);
      if (!current) return;
      const log = latest.current.chatLog;
      const ours = [...log.path, ...log.branches].some(({ id }) => isOurs(id));
      // What this tab is writing, it knows better than the storage.
      if (log.conversationId !== conversationId || !ours) {
        const opened = logOf(conversationId, stored);
        dispatch({ type: 'opened', log: opened });
        latest.current.conversation = stored?.conversation ?? null;
        setConversation(latest.current.conversation);
        // A tab that goes away announces nothing: its lock does.
        const elsewhere = [...opened.path, ...opened.branches].find(isRunning);
        if (elsewhere && !isOurs(elsewhere.id)) void whenTurnEnds(elsewhere.id).then(openAgain);
      }
      latest.current.ready = true;
      setReady(true);
    };
    if (latest.current.chatLog.conversationId !== conversationId) {
      latest.current.conversation = null;
      latest.current.ready = false;
      setConversation(null);
      setReady(false);
      dispatch({ type: 'opened', log: emptyChatLog(conversationId) });
    }
    void open();
    const unsubscribe = store.subscribe((change) => {
      if (change.type === 'changed' && change.conversationId === conversationId) openAgain();
    });
    return () => {
      current = false;
      unsubscribe();
    };
  }, [conversationId, store, dispatch, isOurs]);

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
    [keepConversation, model],
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
    [dispatch, model, run, store, touch],
  );

  const restart = useCallback(
    (reply: ChatMessage, request: ChatRequest) => {
      const change = { ...RESTARTED, model, leftOut: reply.leftOut };
      const restarted: ChatMessage = { ...reply, ...change };
      dispatch({ type: 'restarted', id: reply.id, change });
      const touched = touch({ model }, latest.current.chatLog.path[0]?.text ?? '');
      void run(restarted, request, () => store.putTurn(touched, [restarted]));
    },
    [dispatch, model, run, store, touch],
  );

  const ask = useCallback(
    (text: string, parentId: string | null) => {
      const log = latest.current.chatLog;
      const stamp = () => ({ id: newId(), now: Date.now() });
      const user = newUserMessage(log, text, parentId, stamp());
      const reply = newReply(log, user, model, stamp());
      begin([user, reply], requestFor([...pathUpTo(log, parentId), user], model));
    },
    [begin, model],
  );

  /** One reply at a time in a conversation, whichever tab asked for it and whichever version is shown. */
  const isBusy = useCallback(() => {
    const { path, branches } = latest.current.chatLog;
    return path.some(isRunning) || branches.some(isRunning);
  }, []);

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
    [begin, isBusy, model, restart],
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

function pathUpTo(log: ChatLog, messageId: string | null): readonly ChatMessage[] {
  return log.path.slice(0, log.path.findIndex((message) => message.id === messageId) + 1);
}

/** A stored conversation as it is shown; an empty log for one that is not stored. */
function logOf(
  conversationId: string,
  stored: Awaited<ReturnType<ConversationStore['load']>>,
): ChatLog {
  const messages = stored?.messages ?? [];
  const log = { ...emptyChatLog(conversationId), branches: messages };
  const leafId = stored?.conversation.leafId ?? messages.at(-1)?.id;
  return leafId === undefined ? log : chatReducer(log, { type: 'switched', leafId });
}
