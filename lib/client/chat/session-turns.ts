import { billedRequestsOf } from '#lib/core/chat/billed-requests.ts';
import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import { pathUpTo } from '#lib/core/chat/conversation-tree.ts';
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
import type { SessionState } from './session-state.ts';
import type { ChatSettings, RetryChanges, SendOptions } from './session-types.ts';

type SessionTurnsOptions = {
  settings: () => ChatSettings;
  /** Touches the open conversation's record. */
  touch: (changes: Partial<Conversation>) => Conversation;
  /** Stores the messages, then requests the reply. */
  run: (
    reply: ChatMessage,
    request: TurnRequest,
    conversation: Conversation,
    messages: readonly [ChatMessage, ...ChatMessage[]],
  ) => void;
  now: () => number;
};

type SessionTurns = {
  /** Sends a message and asks for its reply. */
  send: (text: string, parentId: string | null, options: SendOptions) => void;
  /** Requests a reply again, in place if it is empty; `leaveOut` more of the oldest messages are not sent. */
  retry: (reply: ChatMessage, leaveOut: number, changes?: RetryChanges) => void;
  /** Continues a cut-off reply in the same message. */
  resume: (reply: ChatMessage) => void;
};

/** Starts the turns of the open conversation: what each adds to the log, and what it asks for. */
export function createSessionTurns(
  state: SessionState,
  { settings, touch, run, now }: SessionTurnsOptions,
): SessionTurns {
  const modelOf = () => settings().model || null;

  /** Appends a question and its pending reply, or only a reply. */
  const start = (
    messages: readonly [ChatMessage, ...ChatMessage[]],
    reply: ChatMessage,
    request: TurnRequest,
  ) => {
    state.dispatch({ type: 'appended', messages });
    const touched = touch({ leafId: reply.id, model: modelOf() });
    run(reply, { ...request, ...settingsOf(reply, touched.settings) }, touched, messages);
  };

  /** Restarts a reply in place with what it has, but for what `more` changes. */
  const restart = (reply: ChatMessage, request: TurnRequest, more: Partial<ChatMessage>) => {
    const change = {
      ...RESTARTED,
      earlierRequests: billedRequestsOf(reply),
      model: settings().model || undefined,
      ...more,
    };
    const restarted: ChatMessage = { ...reply, ...change };
    state.dispatch({ type: 'restarted', id: reply.id, change });
    const touched = touch({ model: modelOf() });
    run(restarted, { ...request, ...settingsOf(restarted, touched.settings) }, touched, [
      restarted,
    ]);
  };

  return {
    send(text, parentId, { files: attachments, leaveOut = 0 }) {
      const log = state.get().chatLog;
      const { model, reasoningEffort, webSearch } = settings();
      const stamp = () => ({ id: newId(), now: now(), webSearch });
      const user = newUserMessage(log, text, parentId, { ...stamp(), attachments });
      const path = [...pathUpTo(log, parentId), user];
      const leftOut = leftOutOf(path) + leaveOut;
      const reply = {
        ...newReply(log, user, model, stamp()),
        reasoningEffort,
        ...(leaveOut > 0 && { leftOut }),
      };
      start([user, reply], reply, requestFor(path, model, leftOut));
    },
    retry(reply, leaveOut, changes) {
      const log = state.get().chatLog;
      const before = pathUpTo(log, reply.parentId);
      const parent = before.at(-1);
      if (!parent) return;
      const { model } = settings();
      // Messages that one request had to leave out would make every later one too long as well.
      const leftOut = leftOutOf([...before, reply]) + leaveOut || undefined;
      const request = retryOf(reply, before, model, leftOut);
      // One change at a time: more room at the same effort, less thinking in the same room.
      const { reasoningEffort } = changes ? reply : settings();
      const mostRoom = changes && reply.mostRoom;
      const asked = { leftOut, reasoningEffort, ...(mostRoom && { mostRoom }), ...changes };
      if (!hasContent(reply)) return restart(reply, request, { ...STARTED_OVER, ...asked });
      const fresh = newReply(log, parent, model, { id: newId(), now: now() });
      const retried = { ...fresh, ...asked };
      start([retried], retried, request);
    },
    resume(reply) {
      const { model, reasoningEffort } = settings();
      const path = pathUpTo(state.get().chatLog, reply.id);
      // A search that broke off with the reply is not running.
      const searches = reply.searches?.filter(({ status }) => status === 'done');
      restart(reply, continuationOf(path, model, newId()), { reasoningEffort, searches });
    },
  };
}
