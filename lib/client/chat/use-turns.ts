'use client';

import { useCallback, useRef, useState } from 'react';
import type { ChatMessage } from '#lib/core/chat-log.ts';
import type { ChatLogEvent } from '#lib/core/chat-reducer.ts';
import type { ChatRequest } from '#lib/core/chat-request.ts';
import type { ConversationStore } from '../storage/conversation-store.ts';
import { createReplyFlusher } from '../storage/reply-flusher.ts';
import { holdTurnLock } from '../storage/turn-lock.ts';
import { openChatStreamWhenLoaded } from './open-chat-stream-when-loaded.ts';
import { runTurn } from './run-turn.ts';
import { simulateInBrowser } from './simulate-in-browser.ts';

/** How long a message may take to be stored before its request is sent anyway. */
const WRITE_AHEAD_MS = 500;

type Turn = { conversationId: string; controller: AbortController };

export type UseTurnsOptions = {
  store: ConversationStore;
  dispatch: (event: ChatLogEvent) => void;
  simulateAllowed: boolean;
  demo: boolean;
};

/** The turns that this tab runs, of all its conversations. */
export type TurnsControl = {
  /** Stores what `keepTurn` stores, then asks for the reply. Ends when it is stored as it ended. */
  run: (reply: ChatMessage, request: ChatRequest, keepTurn: () => Promise<void>) => Promise<void>;
  /** Stops every turn of a conversation. */
  stop: (conversationId: string) => void;
  /** Whether this tab runs the turn of that reply (as opposed to another tab). */
  isOurs: (replyId: string) => boolean;
  /** Conversations of which this tab runs a turn. */
  runningIn: ReadonlySet<string>;
};

/** Runs turns and knows which are running; they go on when another conversation is shown. */
export function useTurns({
  store,
  dispatch,
  simulateAllowed,
  demo,
}: UseTurnsOptions): TurnsControl {
  const turns = useRef(new Map<string, Turn>());
  const [runningIn, setRunningIn] = useState<ReadonlySet<string>>(new Set());
  const tell = useCallback(() => {
    setRunningIn(new Set(Array.from(turns.current.values(), (turn) => turn.conversationId)));
  }, []);

  const run = useCallback(
    async (reply: ChatMessage, request: ChatRequest, keepTurn: () => Promise<void>) => {
      const turn = { conversationId: reply.conversationId, controller: new AbortController() };
      turns.current.set(reply.id, turn);
      tell();
      const flusher = createReplyFlusher({ put: (message) => store.putMessage(message) });
      const flushWhenHidden = () => {
        if (document.hidden) void flusher.flush();
      };
      document.addEventListener('visibilitychange', flushWhenHidden);
      try {
        await holdTurnLock(reply.id, async () => {
          await Promise.race([keepTurn(), new Promise((done) => setTimeout(done, WRITE_AHEAD_MS))]);
          await runTurn(reply, request, {
            signal: turn.controller.signal,
            openStream: (body, { signal }) =>
              (simulateAllowed ? simulateInBrowser(body) : null) ??
              openChatStreamWhenLoaded(body, { signal, demo, continues: reply.text }),
            dispatch,
            keep: flusher.keep,
          });
          endOf(turn);
          await flusher.flush();
        });
      } finally {
        endOf(turn);
        document.removeEventListener('visibilitychange', flushWhenHidden);
      }
      // A reply that was started again meanwhile is another turn under the same id.
      function endOf(ended: Turn) {
        if (turns.current.get(reply.id) !== ended) return;
        turns.current.delete(reply.id);
        tell();
      }
    },
    [dispatch, store, simulateAllowed, demo, tell],
  );

  const stop = useCallback((conversationId: string) => {
    for (const turn of turns.current.values()) {
      if (turn.conversationId === conversationId) turn.controller.abort();
    }
  }, []);
  const isOurs = useCallback((replyId: string) => turns.current.has(replyId), []);
  return { run, stop, isOurs, runningIn };
}
