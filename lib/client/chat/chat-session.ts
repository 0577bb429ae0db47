import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import type { ChatLog, ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import {
  type ChatLogEvent,
  chatReducer,
  emptyChatLog,
  isRunning,
} from '#lib/core/chat/chat-reducer.ts';
import type { ChatRequest } from '#lib/core/chat/chat-request.ts';
import {
  conversationTitleFrom,
  latestLeafUnder,
  pathUpTo,
} from '#lib/core/chat/conversation-tree.ts';
import { newId } from '#lib/core/chat/new-id.ts';
import { countToLeaveOut } from '#lib/core/chat/shorten-path.ts';
import {
  continuationOf,
  leftOutOf,
  newReply,
  newUserMessage,
  RESTARTED,
  requestFor,
  retryOf,
} from '#lib/core/chat/turn-messages.ts';
import type { ErrorDetails } from '#lib/core/errors/error-body.ts';
import { createListeners } from '../page/create-listeners.ts';
import type { ConversationStore } from '../storage/conversation-store.ts';
import { followConversation } from './follow-conversation.ts';
import { openChatStreamWhenLoaded } from './open-chat-stream-when-loaded.ts';
import type { TurnStreamOptions } from './open-turn-stream.ts';
import { nextTouch } from './touch-clock.ts';
import { createTurnRunner, type TurnRunnerOptions } from './turn-runner.ts';

/** What the page knows of the shown conversation. Never changed in place. */
export type ChatSessionState = {
  chatLog: ChatLog;
  /** False until the conversation was read from storage. */
  ready: boolean;
  /** As it is stored; null for a conversation without messages. */
  conversation: Conversation | null;
  /** The conversations of which this tab waits for a reply or receives one. */
  runningIn: ReadonlySet<string>;
};

/** What each turn is asked with. */
type ChatSettings = Pick<TurnStreamOptions, 'simulateAllowed' | 'demo'> & {
  /** The model for new replies. */
  model: string;
};

export type ChatSessionOptions = ChatSettings &
  Pick<TurnRunnerOptions, 'onHidden' | 'onNextFrame'> & {
    conversationId: string;
    store: Pick<
      ConversationStore,
      'load' | 'subscribe' | 'putConversation' | 'putMessage' | 'putTurn'
    >;
    /** The conversation was created, named or touched. */
    onConversation: (conversation: Conversation) => void;
    openStream?: (
      request: ChatRequest,
      options: TurnStreamOptions,
    ) => AsyncGenerator<ChatEvent, void>;
    /** A clock in ms since 1970. */
    now?: () => number;
  };

/** The chat log of one conversation and all that can be done with it. */
export type ChatSession = {
  /** The same object until something changes. */
  getSnapshot: () => ChatSessionState;
  subscribe: (listener: () => void) => () => void;
  configure: (settings: ChatSettings) => void;
  /**
   * Shows a conversation and follows what other tabs write to it, until the returned function is
   * called. A new one has nothing to be read, so that a message can be sent at once.
   */
  open: (conversationId: string, options?: { isNew?: boolean }) => () => void;
  /** Sends a message; false when a reply is still running or the conversation is not read yet (the draft then stays). */
  send: (text: string) => boolean;
  /** Asks again for a reply: in its place when it brought nothing, else as a sibling. */
  retry: (replyId: string) => void;
  /** Goes on with a reply that was cut off, in the same message. */
  resume: (replyId: string) => void;
  /** Sends another wording of a message, as its sibling; false when it could not be sent. */
  edit: (messageId: string, text: string) => boolean;
  /** Shows another sibling with all that follows it. */
  show: (messageId: string) => void;
  /** Gives a conversation of the list another name. */
  rename: (conversation: Conversation, title: string) => void;
  /** Stops what runs in the shown conversation. */
  stop: () => void;
  /** Stops what runs in a conversation that is deleted. */
  abandon: (conversationId: string) => void;
  /** Leaves the oldest messages out of the request, then asks again. */
  shortenAndRetry: (replyId: string, leaveOut: number) => void;
  /** How many messages `shortenAndRetry` should leave out, by what the upstream counted. */
  planShortening: (replyId: string, details: ErrorDetails) => number;
};

/**
 * Holds the chat log outside React, so that handlers always read the newest one and every verb can be
 * tested without a browser. Turns go on when another conversation is opened.
 */
export function createChatSession(options: ChatSessionOptions): ChatSession {
  const {
    store,
    onConversation,
    openStream = openChatStreamWhenLoaded,
    now = () => Date.now(),
  } = options;
  const { subscribe, notify } = createListeners();
  let settings: ChatSettings = options;
  let close = () => {};
  let state: ChatSessionState = {
    chatLog: emptyChatLog(options.conversationId),
    ready: false,
    conversation: null,
    runningIn: new Set(),
  };

  const update = (change: Partial<ChatSessionState>) => {
    state = { ...state, ...change };
    notify();
  };
  /** The one way in which the log changes. */
  const setChatLog = (next: (log: ChatLog) => ChatLog) => {
    const chatLog = next(state.chatLog);
    if (chatLog !== state.chatLog) update({ chatLog });
  };
  const dispatch = (event: ChatLogEvent) => setChatLog((log) => chatReducer(log, event));

  const turns = createTurnRunner({
    openStream: (request, stream) => openStream(request, { ...stream, ...settings }),
    dispatch,
    putMessage: (reply) => store.putMessage(reply),
    onChange: () => update({ runningIn: turns.runningIn() }),
    now,
    ...(options.onHidden && { onHidden: options.onHidden }),
    ...(options.onNextFrame && { onNextFrame: options.onNextFrame }),
  });

  const keepConversation = (conversation: Conversation) => {
    if (conversation.id === state.chatLog.conversationId) update({ conversation });
    onConversation(conversation);
  };

  const touch = (change: Partial<Conversation>): Conversation => {
    const touchedAt = nextTouch(now());
    const touched: Conversation = {
      id: state.chatLog.conversationId,
      title: conversationTitleFrom(state.chatLog.path[0]?.text ?? ''),
      renamed: false,
      createdAt: touchedAt,
      leafId: null,
      ...state.conversation,
      ...change,
      model: settings.model,
      updatedAt: touchedAt,
    };
    keepConversation(touched);
    return touched;
  };

  /** Puts a question and its waiting reply (or a reply alone) on the path, stores them, and runs the turn. */
  const begin = (
    messages: readonly [ChatMessage, ...ChatMessage[]],
    reply: ChatMessage,
    request: ChatRequest,
  ) => {
    dispatch({ type: 'appended', messages });
    const touched = touch({ leafId: reply.id });
    void turns.run(reply, request, () => store.putTurn(touched, messages));
  };

  /** A reply begins again in its place. */
  const restart = (reply: ChatMessage, request: ChatRequest) => {
    const change = { ...RESTARTED, model: settings.model, leftOut: reply.leftOut };
    const restarted: ChatMessage = { ...reply, ...change };
    dispatch({ type: 'restarted', id: reply.id, change });
    const touched = touch({});
    void turns.run(restarted, request, () => store.putTurn(touched, [restarted]));
  };

  const ask = (text: string, parentId: string | null) => {
    const log = state.chatLog;
    const stamp = () => ({ id: newId(), now: now() });
    const user = newUserMessage(log, text, parentId, stamp());
    const reply = newReply(log, user, settings.model, stamp());
    const path = [...pathUpTo(log, parentId), user];
    begin([user, reply], reply, requestFor(path, settings.model));
  };

  const askAgain = (replyId: string, more: number) => {
    const log = state.chatLog;
    const reply = onPath(replyId);
    if (!reply || isBusy()) return;
    const before = pathUpTo(log, reply.parentId);
    const parent = before.at(-1);
    if (!parent) return;
    // What a shorter request left out would be too long for every later one as well.
    const leftOut = leftOutOf([...before, reply]) + more || undefined;
    const request = retryOf(reply, before, settings.model, leftOut);
    if (reply.text === '') return restart({ ...reply, leftOut }, request);
    const fresh = newReply(log, parent, settings.model, { id: newId(), now: now() });
    const again = { ...fresh, leftOut };
    begin([again], again, request);
  };

  const onPath = (messageId: string) => state.chatLog.path.find(({ id }) => id === messageId);

  /** One reply at a time in a conversation, whichever tab asked for it and whichever version is shown. */
  const isBusy = () => {
    const { path, branches } = state.chatLog;
    return path.some(isRunning) || branches.some(isRunning);
  };

  return {
    getSnapshot: () => state,
    subscribe,
    configure(next) {
      settings = next;
    },
    open(conversationId, { isNew = false } = {}) {
      close();
      if (state.chatLog.conversationId !== conversationId) {
        dispatch({ type: 'opened', log: emptyChatLog(conversationId) });
        update({ conversation: null, ready: false });
      }
      if (isNew) update({ ready: true });
      close = followConversation(conversationId, {
        store,
        isOurs: turns.isOurs,
        shown: () => state.chatLog,
        onRead(read) {
          if (read) {
            dispatch({ type: 'opened', log: read.chatLog });
            update({ conversation: read.conversation });
          }
          if (!state.ready) update({ ready: true });
        },
      });
      return close;
    },
    send(text) {
      // Before the conversation was read, a message would go without what it follows.
      if (text.trim() === '' || !state.ready || isBusy()) return false;
      ask(text, state.chatLog.path.at(-1)?.id ?? null);
      return true;
    },
    retry: (replyId) => askAgain(replyId, 0),
    shortenAndRetry: askAgain,
    planShortening(replyId, details) {
      const reply = onPath(replyId);
      const asked = pathUpTo(state.chatLog, reply?.parentId ?? null);
      return countToLeaveOut(asked.slice(leftOutOf(reply ? [...asked, reply] : asked)), details);
    },
    resume(replyId) {
      const path = pathUpTo(state.chatLog, replyId);
      const reply = path.at(-1);
      if (reply && !isBusy()) restart(reply, continuationOf(path, settings.model, newId()));
    },
    edit(messageId, text) {
      const message = onPath(messageId);
      if (!message || text.trim() === '' || isBusy()) return false;
      ask(text, message.parentId);
      return true;
    },
    show(messageId) {
      const { path, branches } = state.chatLog;
      const leafId = latestLeafUnder([...path, ...branches], messageId);
      dispatch({ type: 'switched', leafId });
      if (!state.conversation) return;
      const next = { ...state.conversation, leafId };
      keepConversation(next);
      void store.putConversation(next);
    },
    rename(conversation, title) {
      // Of the shown one, what the list has can be older.
      const known = conversation.id === state.conversation?.id ? state.conversation : conversation;
      const next = { ...known, title, renamed: true };
      keepConversation(next);
      void store.putConversation(next);
    },
    stop: () => turns.stop(state.chatLog.conversationId),
    abandon: turns.stop,
  };
}
