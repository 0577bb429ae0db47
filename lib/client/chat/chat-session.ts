import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import { emptyChatLog } from '#lib/core/chat/chat-reducer.ts';
import { latestLeafUnder, pathUpTo } from '#lib/core/chat/conversation-tree.ts';
import { reuseMessages } from '#lib/core/chat/reuse-messages.ts';
import { leftOutOf } from '#lib/core/chat/turn-messages.ts';
import type { TurnRequest } from '#lib/core/chat/turn-request.ts';
import type { ConversationStore } from '../storage/conversation-store.ts';
import { type ConversationRecordOptions, createConversationRecord } from './conversation-record.ts';
import { followConversation, logOf } from './follow-conversation.ts';
import { openChatStreamWhenLoaded } from './open-chat-stream-when-loaded.ts';
import type { TurnStreamOptions } from './open-turn-stream.ts';
import { createRecentLogs } from './recent-logs.ts';
import { createSessionState } from './session-state.ts';
import { createSessionTurns } from './session-turns.ts';
import type { ChatSession, ChatSettings, RetryChanges } from './session-types.ts';
import { createTurnRunner, type TurnRunnerOptions } from './turn-runner.ts';
import { noteUnseenEnd, readUnseenEnds } from './unseen-ends.ts';

export type ChatSessionOptions = ChatSettings &
  Pick<ConversationRecordOptions, 'onConversation' | 'newSettings'> &
  Pick<TurnRunnerOptions, 'onHidden' | 'onNextFrame'> & {
    conversationId: string;
    store: Pick<
      ConversationStore,
      'load' | 'subscribe' | 'putConversation' | 'putMessage' | 'putTurn'
    >;
    openStream?: (
      request: TurnRequest,
      options: TurnStreamOptions,
    ) => AsyncGenerator<ChatEvent, void>;
    /** A clock in ms since 1970. */
    now?: () => number;
  };

/**
 * Holds the chat log outside React, so that handlers always read the latest one and every action can be
 * tested without a browser. Turns continue when another conversation is opened.
 */
export function createChatSession(options: ChatSessionOptions): ChatSession {
  const { store, openStream = openChatStreamWhenLoaded, now = () => Date.now() } = options;
  let settings: ChatSettings = options;
  let close = () => {};
  const recent = createRecentLogs();
  /** The conversation that was read ahead last. */
  let ahead: { id: string; done: Promise<void> } | null = null;
  const state = createSessionState(options.conversationId);
  const { dispatch, findOnPath, isBusy, update } = state;
  const record = createConversationRecord(state, { ...options, now });

  const runner = createTurnRunner({
    openStream: (request, stream) => openStream(request, { ...stream, ...settings }),
    dispatch,
    putMessage: (reply) => store.putMessage(reply),
    onChange: () => update({ runningIn: runner.runningIn() }),
    onEnd({ conversationId: id, status, error }) {
      const { chatLog, endedIn } = state.get();
      if (id === chatLog.conversationId || status === 'stopped') return;
      const end = error ? 'failed' : 'done';
      update({ endedIn: new Map(endedIn).set(id, end) });
      noteUnseenEnd(id, end);
    },
    now,
    ...(options.onHidden && { onHidden: options.onHidden }),
    ...(options.onNextFrame && { onNextFrame: options.onNextFrame }),
  });
  const turns = createSessionTurns(state, {
    settings: () => settings,
    touch: record.touch,
    run(reply, request, conversation, messages) {
      void runner.run(reply, request, () => store.putTurn(conversation, messages));
    },
    now,
  });

  /** Forgets how the replies ended in a conversation that is being opened. */
  const markSeen = (conversationId: string) => {
    const { endedIn } = state.get();
    if (!endedIn.has(conversationId)) return;
    update({ endedIn: new Map([...endedIn].filter(([id]) => id !== conversationId)) });
    noteUnseenEnd(conversationId, null);
  };

  const showRecent = (conversationId: string) => {
    const known = recent.get(conversationId);
    dispatch({ type: 'opened', log: known?.chatLog ?? emptyChatLog(conversationId) });
    update({ conversation: known?.conversation ?? null });
  };

  const retry = (replyId: string, leaveOut: number, changes?: RetryChanges) => {
    const reply = findOnPath(replyId);
    if (!reply || isBusy()) return;
    turns.retry(reply, leaveOut, changes);
    // As the page's setting, which follows the last reply: what comes next thinks as much.
    const { reasoningEffort } = changes ?? {};
    if (reasoningEffort) settings = { ...settings, reasoningEffort };
  };

  return {
    getSnapshot: state.get,
    subscribe: state.subscribe,
    configure(next) {
      settings = next;
    },
    open(conversationId, { isNew = false } = {}) {
      close();
      const { chatLog: before, conversation, ready } = state.get();
      if (before.conversationId !== conversationId) {
        if (ready) recent.keep({ chatLog: before, conversation });
        showRecent(conversationId);
        update({ ready: false });
      }
      if (isNew) update({ ready: true });
      markSeen(conversationId);
      close = followConversation(conversationId, {
        store,
        readAhead: ahead?.id === conversationId ? ahead.done : null,
        isOurs: runner.isOurs,
        shown: () => state.get().chatLog,
        onRead(read) {
          if (read) {
            const log = reuseMessages(read.chatLog, state.get().chatLog);
            dispatch({ type: 'opened', log });
            update({ conversation: read.conversation });
          }
          if (!state.get().ready) update({ ready: true });
        },
      });
      return close;
    },
    prepare(id) {
      if (recent.get(id) || id === state.get().chatLog.conversationId || ahead?.id === id) return;
      const read = async () => {
        const stored = await store.load(id);
        if (!stored || recent.get(id)) return;
        recent.keep({ chatLog: logOf(id, stored), conversation: stored.conversation });
        const { chatLog, ready } = state.get();
        // It was opened meanwhile.
        if (chatLog.conversationId === id && !ready) showRecent(id);
      };
      ahead = { id, done: read() };
    },
    send(text, options = {}) {
      const { chatLog, ready } = state.get();
      // Before the conversation is read, a message would be sent without its history.
      if (!(text.trim() || options.files?.length) || !ready || isBusy()) return false;
      turns.send(text, chatLog.path.at(-1)?.id ?? null, options);
      return true;
    },
    retry: (replyId, changes) => retry(replyId, 0, changes),
    shortenAndRetry: (replyId, leaveOut) => retry(replyId, leaveOut),
    sentFor(replyId) {
      const path = pathUpTo(state.get().chatLog, replyId);
      return path.slice(leftOutOf(path), -1);
    },
    resume(replyId) {
      const reply = findOnPath(replyId);
      if (reply && !isBusy()) turns.resume(reply);
    },
    edit(messageId, text, attachments) {
      const message = findOnPath(messageId);
      const files = attachments ?? message?.attachments;
      if (!message || !(text.trim() || files?.length) || isBusy()) return false;
      turns.send(text, message.parentId, { files });
      return true;
    },
    show(messageId) {
      const { path, branches } = state.get().chatLog;
      const leafId = latestLeafUnder([...path, ...branches], messageId);
      dispatch({ type: 'switched', leafId });
      record.showLeaf(leafId);
    },
    mark: record.change,
    rename: (conversation, title) => record.change(conversation, { title, renamed: true }),
    rereadEnds(isVisible) {
      update({ endedIn: readUnseenEnds() });
      if (isVisible) markSeen(state.get().chatLog.conversationId);
    },
    stop: () => runner.stop(state.get().chatLog.conversationId),
    abandon(conversationId) {
      runner.stop(conversationId);
      recent.forget(conversationId);
      markSeen(conversationId);
    },
  };
}
