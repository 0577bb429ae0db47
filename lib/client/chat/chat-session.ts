import { billedRequestsOf } from '#lib/core/chat/billed-requests.ts';
import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import type { ChatLog, ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import {
  type ChatLogEvent,
  chatReducer,
  emptyChatLog,
  isRunning,
} from '#lib/core/chat/chat-reducer.ts';
import type { ConversationSettings } from '#lib/core/chat/conversation-settings.ts';
import {
  conversationTitleFrom,
  latestLeafUnder,
  pathUpTo,
  titleSourceOf,
} from '#lib/core/chat/conversation-tree.ts';
import { hasContent } from '#lib/core/chat/has-content.ts';
import { newId } from '#lib/core/chat/new-id.ts';
import {
  continuationOf,
  leftOutOf,
  newReply,
  newUserMessage,
  RESTARTED,
  requestFor,
  retryOf,
  STARTED_OVER,
  settingsOf,
} from '#lib/core/chat/turn-messages.ts';
import type { TurnRequest } from '#lib/core/chat/turn-request.ts';
import { createListeners } from '../page/create-listeners.ts';
import type { ConversationStore } from '../storage/conversation-store.ts';
import { followConversation } from './follow-conversation.ts';
import { openChatStreamWhenLoaded } from './open-chat-stream-when-loaded.ts';
import type { TurnStreamOptions } from './open-turn-stream.ts';
import { readNewSettings } from './read-new-settings.ts';
import type { ChatSession, ChatSessionState, ChatSettings, SendOptions } from './session-types.ts';
import { nextTouch } from './touch-clock.ts';
import { createTurnRunner, type TurnRunnerOptions } from './turn-runner.ts';

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
      request: TurnRequest,
      options: TurnStreamOptions,
    ) => AsyncGenerator<ChatEvent, void>;
    /** A clock in ms since 1970. */
    now?: () => number;
    /** What a new conversation starts with. */
    newSettings?: () => ConversationSettings;
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
    newSettings = readNewSettings,
  } = options;
  const { subscribe, notify } = createListeners();
  let settings: ChatSettings = options;
  let close = () => {};
  let state: ChatSessionState = {
    chatLog: emptyChatLog(options.conversationId),
    ready: false,
    conversation: null,
    runningIn: new Set(),
    endedIn: new Map(),
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
    onEnd({ conversationId: id, status, error }) {
      if (id === state.chatLog.conversationId || status === 'stopped') return;
      update({ endedIn: new Map(state.endedIn).set(id, error ? 'failed' : 'done') });
    },
    now,
    ...(options.onHidden && { onHidden: options.onHidden }),
    ...(options.onNextFrame && { onNextFrame: options.onNextFrame }),
  });

  const updateConversation = (conversation: Conversation) => {
    if (conversation.id === state.chatLog.conversationId) update({ conversation });
    onConversation(conversation);
  };

  const change = (conversation: Conversation, changes: Partial<Conversation>) => {
    // The list can have an older version of the open conversation.
    const latest = conversation.id === state.conversation?.id ? state.conversation : conversation;
    const next = { ...latest, ...changes };
    updateConversation(next);
    void store.putConversation(next);
  };

  const touch = (changes: Partial<Conversation>): Conversation => {
    const touchedAt = nextTouch(now());
    const touched: Conversation = {
      id: state.chatLog.conversationId,
      title: conversationTitleFrom(titleSourceOf(state.chatLog.path[0])),
      renamed: false,
      createdAt: touchedAt,
      leafId: null,
      ...(state.conversation ?? startWith(newSettings())),
      ...changes,
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
    request: TurnRequest,
  ) => {
    dispatch({ type: 'appended', messages });
    const touched = touch({ leafId: reply.id });
    const asked = { ...request, ...settingsOf(reply, touched.settings) };
    void turns.run(reply, asked, () => store.putTurn(touched, messages));
  };

  /** Restarts a reply in place with what it has, but for what `more` changes. */
  const restart = (reply: ChatMessage, request: TurnRequest, more: Partial<ChatMessage> = {}) => {
    const change = {
      ...RESTARTED,
      earlierRequests: billedRequestsOf(reply),
      model: settings.model || undefined,
      ...more,
    };
    const restarted: ChatMessage = { ...reply, ...change };
    dispatch({ type: 'restarted', id: reply.id, change });
    const touched = touch({});
    const asked = { ...request, ...settingsOf(restarted, touched.settings) };
    void turns.run(restarted, asked, () => store.putTurn(touched, [restarted]));
  };

  const sendMessage = (
    text: string,
    parentId: string | null,
    { files: attachments, leaveOut = 0 }: SendOptions,
  ) => {
    const log = state.chatLog;
    const stamp = () => ({ id: newId(), now: now(), webSearch: settings.webSearch });
    const user = newUserMessage(log, text, parentId, { ...stamp(), attachments });
    const { model, reasoningEffort } = settings;
    const path = [...pathUpTo(log, parentId), user];
    const leftOut = leftOutOf(path) + leaveOut;
    const reply = {
      ...newReply(log, user, model, stamp()),
      reasoningEffort,
      ...(leaveOut > 0 && { leftOut }),
    };
    startTurn([user, reply], reply, requestFor(path, model, leftOut));
  };

  const retryReply = (
    replyId: string,
    more: number,
    changes?: Parameters<ChatSession['retry']>[1],
  ) => {
    const log = state.chatLog;
    const reply = findOnPath(replyId);
    if (!reply || isBusy()) return;
    const before = pathUpTo(log, reply.parentId);
    const parent = before.at(-1);
    if (!parent) return;
    // Messages that one request had to leave out would make every later one too long as well.
    const leftOut = leftOutOf([...before, reply]) + more || undefined;
    const request = retryOf(reply, before, settings.model, leftOut);
    const { model } = settings;
    // One change at a time: more room at the same effort, less thinking in the same room.
    const { reasoningEffort } = changes ? reply : settings;
    const mostRoom = changes && reply.mostRoom;
    const asked = { leftOut, reasoningEffort, ...(mostRoom && { mostRoom }), ...changes };
    if (!hasContent(reply)) return restart(reply, request, { ...STARTED_OVER, ...asked });
    const fresh = newReply(log, parent, model, { id: newId(), now: now() });
    const retried = { ...fresh, ...asked };
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
      if (state.endedIn.has(conversationId)) {
        const others = [...state.endedIn].filter(([id]) => id !== conversationId);
        update({ endedIn: new Map(others) });
      }
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
    send(text, options = {}) {
      // Before the conversation is read, a message would be sent without its history.
      if (!(text.trim() || options.files?.length) || !state.ready || isBusy()) return false;
      sendMessage(text, state.chatLog.path.at(-1)?.id ?? null, options);
      return true;
    },
    retry: (replyId, changes) => retryReply(replyId, 0, changes),
    shortenAndRetry: (replyId, leaveOut) => retryReply(replyId, leaveOut),
    sentFor(replyId) {
      const path = pathUpTo(state.chatLog, replyId);
      return path.slice(leftOutOf(path), -1);
    },
    resume(replyId) {
      const path = pathUpTo(state.chatLog, replyId);
      const reply = path.at(-1);
      if (!reply || isBusy()) return;
      const { model, reasoningEffort } = settings;
      // A search that broke off with the reply is not running.
      const searches = reply.searches?.filter(({ status }) => status === 'done');
      restart(reply, continuationOf(path, model, newId()), { reasoningEffort, searches });
    },
    edit(messageId, text, attachments) {
      const message = findOnPath(messageId);
      const files = attachments ?? message?.attachments;
      if (!message || !(text.trim() || files?.length) || isBusy()) return false;
      sendMessage(text, message.parentId, { files });
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
    mark: change,
    rename: (conversation, title) => change(conversation, { title, renamed: true }),
    stop: () => turns.stop(state.chatLog.conversationId),
    abandon: turns.stop,
  };
}

/** A record without settings reads like an older one. */
function startWith(settings: ConversationSettings): Partial<Conversation> {
  return Object.keys(settings).length > 0 ? { settings } : {};
}
