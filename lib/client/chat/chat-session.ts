import { billedRequestsOf } from '#lib/core/chat/billed-requests.ts';
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
import { hasContent } from '#lib/core/chat/has-content.ts';
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
  STARTED_OVER,
} from '#lib/core/chat/turn-messages.ts';
import type { ErrorDetails } from '#lib/core/errors/error-body.ts';
import { createListeners } from '../page/create-listeners.ts';
import type { ConversationStore } from '../storage/conversation-store.ts';
import { followConversation } from './follow-conversation.ts';
import { openChatStreamWhenLoaded } from './open-chat-stream-when-loaded.ts';
import type { TurnStreamOptions } from './open-turn-stream.ts';
import { nextTouch } from './touch-clock.ts';
import { createTurnRunner, type TurnRunnerOptions } from './turn-runner.ts';

/** The state of the open conversation. Immutable. */
export type ChatSessionState = {
  chatLog: ChatLog;
  /** False until the conversation is read from storage. */
  ready: boolean;
  /** As stored; null for a conversation without messages. */
  conversation: Conversation | null;
  /** The conversations with a pending or streaming reply in this tab. */
  runningIn: ReadonlySet<string>;
};

/** The settings for each turn. */
type ChatSettings = Pick<TurnStreamOptions, 'simulateAllowed' | 'demo' | 'webSearch'> & {
  /** The model for new replies; empty while the page knows none, and the server then uses its default. */
  model: string;
};

export type ChatSessionOptions = ChatSettings &
  Pick<TurnRunnerOptions, 'onHidden' | 'onNextFrame'> & {
    conversationId: string;
    store: Pick<
      ConversationStore,
      'load' | 'subscribe' | 'putConversation' | 'putMessage' | 'putTurn'
    >;
    /** Called when the conversation is created, renamed or touched. */
    onConversation: (conversation: Conversation) => void;
    openStream?: (
      request: ChatRequest,
      options: TurnStreamOptions,
    ) => AsyncGenerator<ChatEvent, void>;
    /** A clock in ms since 1970. */
    now?: () => number;
  };

/** The chat log of one conversation and its actions. */
export type ChatSession = {
  /** The same object until something changes. */
  getSnapshot: () => ChatSessionState;
  subscribe: (listener: () => void) => () => void;
  configure: (settings: ChatSettings) => void;
  /**
   * Shows a conversation and follows changes from other tabs until the returned function is called. In
   * a new one there is nothing to read, so a message can be sent at once.
   */
  open: (conversationId: string, options?: { isNew?: boolean }) => () => void;
  /** Sends a message; false while a reply is running or the conversation is not read yet (keep the draft). */
  send: (text: string) => boolean;
  /** Requests a reply again: in place if it is empty, otherwise as a sibling. */
  retry: (replyId: string) => void;
  /** Continues a cut-off reply in the same message. */
  resume: (replyId: string) => void;
  /** Sends an edited message as a sibling; false when it could not be sent. */
  edit: (messageId: string, text: string) => boolean;
  /** Shows another sibling with everything after it. */
  show: (messageId: string) => void;
  /** Renames a conversation in the list. */
  rename: (conversation: Conversation, title: string) => void;
  /** Stops the reply in the open conversation. */
  stop: () => void;
  /** Stops the reply in a conversation that is being deleted. */
  abandon: (conversationId: string) => void;
  /** Retries without the oldest messages. */
  shortenAndRetry: (replyId: string, leaveOut: number) => void;
  /** How many messages `shortenAndRetry` should leave out, based on the upstream's token counts. */
  planShortening: (replyId: string, details: ErrorDetails) => number;
};

/**
 * Holds the chat log outside React, so that handlers always read the latest one and every action can be
 * tested without a browser. Turns continue when another conversation is opened.
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
  /** The only way to change the log. */
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

  const updateConversation = (conversation: Conversation) => {
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
      model: settings.model || null,
      updatedAt: touchedAt,
    };
    updateConversation(touched);
    return touched;
  };

  /** Appends a question and its pending reply (or only a reply), stores them, and runs the turn. */
  const startTurn = (
    messages: readonly [ChatMessage, ...ChatMessage[]],
    reply: ChatMessage,
    request: ChatRequest,
  ) => {
    dispatch({ type: 'appended', messages });
    const touched = touch({ leafId: reply.id });
    void turns.run(reply, request, () => store.putTurn(touched, messages));
  };

  /** Restarts a reply in place with what it has, but for what `more` changes. */
  const restart = (reply: ChatMessage, request: ChatRequest, more: Partial<ChatMessage> = {}) => {
    const change = {
      ...RESTARTED,
      earlierRequests: billedRequestsOf(reply),
      model: settings.model || undefined,
      ...more,
    };
    const restarted: ChatMessage = { ...reply, ...change };
    dispatch({ type: 'restarted', id: reply.id, change });
    const touched = touch({});
    void turns.run(restarted, request, () => store.putTurn(touched, [restarted]));
  };

  const sendMessage = (text: string, parentId: string | null) => {
    const log = state.chatLog;
    const stamp = () => ({ id: newId(), now: now(), webSearch: settings.webSearch });
    const user = newUserMessage(log, text, parentId, stamp());
    const reply = newReply(log, user, settings.model, stamp());
    const path = [...pathUpTo(log, parentId), user];
    startTurn([user, reply], reply, requestFor(path, settings.model));
  };

  const retryReply = (replyId: string, more: number) => {
    const log = state.chatLog;
    const reply = findOnPath(replyId);
    if (!reply || isBusy()) return;
    const before = pathUpTo(log, reply.parentId);
    const parent = before.at(-1);
    if (!parent) return;
    // Messages that one request had to leave out would make every later one too long as well.
    const leftOut = leftOutOf([...before, reply]) + more || undefined;
    const request = retryOf(reply, before, settings.model, leftOut);
    if (!hasContent(reply)) return restart(reply, request, { ...STARTED_OVER, leftOut });
    const fresh = newReply(log, parent, settings.model, { id: newId(), now: now() });
    const retried = { ...fresh, leftOut };
    startTurn([retried], retried, request);
  };

  const findOnPath = (messageId: string) => state.chatLog.path.find(({ id }) => id === messageId);

  /** Whether a reply is running in any tab and any branch: one at a time per conversation. */
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
      // Before the conversation is read, a message would be sent without its history.
      if (text.trim() === '' || !state.ready || isBusy()) return false;
      sendMessage(text, state.chatLog.path.at(-1)?.id ?? null);
      return true;
    },
    retry: (replyId) => retryReply(replyId, 0),
    shortenAndRetry: retryReply,
    planShortening(replyId, details) {
      const reply = findOnPath(replyId);
      const before = pathUpTo(state.chatLog, reply?.parentId ?? null);
      return countToLeaveOut(before.slice(leftOutOf(reply ? [...before, reply] : before)), details);
    },
    resume(replyId) {
      const path = pathUpTo(state.chatLog, replyId);
      const reply = path.at(-1);
      if (reply && !isBusy()) restart(reply, continuationOf(path, settings.model, newId()));
    },
    edit(messageId, text) {
      const message = findOnPath(messageId);
      if (!message || text.trim() === '' || isBusy()) return false;
      sendMessage(text, message.parentId);
      return true;
    },
    show(messageId) {
      const { path, branches } = state.chatLog;
      const leafId = latestLeafUnder([...path, ...branches], messageId);
      dispatch({ type: 'switched', leafId });
      if (!state.conversation) return;
      const next = { ...state.conversation, leafId };
      updateConversation(next);
      void store.putConversation(next);
    },
    rename(conversation, title) {
      // The list can have an older version of the open conversation.
      const latest = conversation.id === state.conversation?.id ? state.conversation : conversation;
      const next = { ...latest, title, renamed: true };
      updateConversation(next);
      void store.putConversation(next);
    },
    stop: () => turns.stop(state.chatLog.conversationId),
    abandon: turns.stop,
  };
}
