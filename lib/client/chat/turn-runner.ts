import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import type { ChatLogEvent } from '#lib/core/chat/chat-reducer.ts';
import type { TurnRequest } from '#lib/core/chat/turn-request.ts';
import { createReplyFlusher } from '../storage/reply-flusher.ts';
import { holdTurnLock } from '../storage/tabs/turn-lock.ts';
import { runTurn } from './run-turn.ts';

/** How long storing a message may delay its request. */
const WRITE_AHEAD_MS = 500;

export type TurnRunnerOptions = {
  openStream: (
    request: TurnRequest,
    options: { signal: AbortSignal; continues: string },
  ) => AsyncGenerator<ChatEvent, void>;
  dispatch: (event: ChatLogEvent) => void;
  /** Stores a version of a reply. */
  putMessage: (reply: ChatMessage) => Promise<void>;
  /** Called when `runningIn` has changed. */
  onChange: () => void;
  /** Called with a reply that has ended. */
  onEnd: (reply: ChatMessage) => void;
  /** Calls back when the page is hidden and may not return; returns an unsubscribe function. */
  onHidden?: (callback: () => void) => () => void;
  onNextFrame?: (callback: () => void) => void;
  now: () => number;
};

/** The turns of this tab, in all its conversations. */
type TurnRunner = {
  /** Calls `storeTurn`, then requests the reply. Resolves when the final reply is stored. */
  run: (reply: ChatMessage, request: TurnRequest, storeTurn: () => Promise<void>) => Promise<void>;
  /** Stops every turn of a conversation. */
  stop: (conversationId: string) => void;
  /** Whether the turn of that reply runs in this tab, not in another one. */
  isOurs: (replyId: string) => boolean;
  /** Conversations with a running turn in this tab. */
  runningIn: () => ReadonlySet<string>;
};

type Turn = { conversationId: string; controller: AbortController };

/** Runs turns and tracks them; they continue when another conversation is opened. */
export function createTurnRunner(options: TurnRunnerOptions): TurnRunner {
  const { openStream, dispatch, putMessage, onChange, onHidden = whenPageIsHidden } = options;
  const turns = new Map<string, Turn>();

  /** A reply that was restarted in the meantime is another turn with the same id. */
  const end = (replyId: string, turn: Turn) => {
    if (turns.get(replyId) !== turn) return;
    turns.delete(replyId);
    onChange();
  };

  return {
    async run(reply, request, storeTurn) {
      const turn = { conversationId: reply.conversationId, controller: new AbortController() };
      turns.set(reply.id, turn);
      onChange();
      const flusher = createReplyFlusher({ put: putMessage });
      const stopWatching = onHidden(() => void flusher.flush());
      try {
        await holdTurnLock(reply.id, async () => {
          await Promise.race([
            storeTurn(),
            new Promise((done) => setTimeout(done, WRITE_AHEAD_MS)),
          ]);
          const ended = await runTurn(reply, request, {
            signal: turn.controller.signal,
            openStream: (body, { signal }) => openStream(body, { signal, continues: reply.text }),
            dispatch,
            onUpdate: flusher.update,
            now: options.now,
            ...(options.onNextFrame && { onNextFrame: options.onNextFrame }),
          });
          end(reply.id, turn);
          options.onEnd(ended);
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
