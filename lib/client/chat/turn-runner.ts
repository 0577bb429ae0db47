import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import type { ChatLogEvent } from '#lib/core/chat/chat-reducer.ts';
import type { ChatRequest } from '#lib/core/chat/chat-request.ts';
import { createReplyFlusher } from '../storage/reply-flusher.ts';
import { holdTurnLock } from '../storage/tabs/turn-lock.ts';
import { runTurn } from './run-turn.ts';

/** How long a message may take to be stored before its request is sent anyway. */
const WRITE_AHEAD_MS = 500;

export type TurnRunnerOptions = {
  openStream: (
    request: ChatRequest,
    options: { signal: AbortSignal; continues: string },
  ) => AsyncGenerator<ChatEvent, void>;
  dispatch: (event: ChatLogEvent) => void;
  /** Stores a version of a reply. */
  putMessage: (reply: ChatMessage) => Promise<void>;
  /** Called when `runningIn` has changed. */
  onChange: () => void;
  /** Calls when the page is hidden, and may not come back; returns how to end that. */
  onHidden?: (callback: () => void) => () => void;
  onNextFrame?: (callback: () => void) => void;
  now: () => number;
};

/** The turns that this tab runs, of all its conversations. */
type TurnRunner = {
  /** Stores what `keepTurn` stores, then asks for the reply. Ends when it is stored as it ended. */
  run: (reply: ChatMessage, request: ChatRequest, keepTurn: () => Promise<void>) => Promise<void>;
  /** Stops every turn of a conversation. */
  stop: (conversationId: string) => void;
  /** Whether this tab runs the turn of that reply (as opposed to another tab). */
  isOurs: (replyId: string) => boolean;
  /** Conversations of which this tab runs a turn. */
  runningIn: () => ReadonlySet<string>;
};

type Turn = { conversationId: string; controller: AbortController };

/** Runs turns and knows which are running; they go on when another conversation is shown. */
export function createTurnRunner(options: TurnRunnerOptions): TurnRunner {
  const { openStream, dispatch, putMessage, onChange, onHidden = whenPageIsHidden } = options;
  const turns = new Map<string, Turn>();

  /** A reply that was started again meanwhile is another turn under the same id. */
  const end = (replyId: string, turn: Turn) => {
    if (turns.get(replyId) !== turn) return;
    turns.delete(replyId);
    onChange();
  };

  return {
    async run(reply, request, keepTurn) {
      const turn = { conversationId: reply.conversationId, controller: new AbortController() };
      turns.set(reply.id, turn);
      onChange();
      const flusher = createReplyFlusher({ put: putMessage });
      const stopWatching = onHidden(() => void flusher.flush());
      try {
        await holdTurnLock(reply.id, async () => {
          await Promise.race([keepTurn(), new Promise((done) => setTimeout(done, WRITE_AHEAD_MS))]);
          await runTurn(reply, request, {
            signal: turn.controller.signal,
            openStream: (body, { signal }) => openStream(body, { signal, continues: reply.text }),
            dispatch,
            keep: flusher.keep,
            now: options.now,
            ...(options.onNextFrame && { onNextFrame: options.onNextFrame }),
          });
          end(reply.id, turn);
          await flusher.flush();
        });
      } finally {
        end(reply.id, turn);
        stopWatching();
      }
    },
    stop(conversationId) {
      for (const turn of turns.values()) {
        if (turn.conversationId === conversationId) turn.controller.abort();
      }
    },
    isOurs: (replyId) => turns.has(replyId),
    runningIn: () => new Set(Array.from(turns.values(), (turn) => turn.conversationId)),
  };
}

function whenPageIsHidden(callback: () => void): () => void {
  const onChange = () => {
    if (document.hidden) callback();
  };
  document.addEventListener('visibilitychange', onChange);
  return () => document.removeEventListener('visibilitychange', onChange);
}
