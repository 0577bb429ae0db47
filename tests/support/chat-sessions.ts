import { type ChatSessionOptions, createChatSession } from '#lib/client/chat/chat-session.ts';
import type { ChatSession } from '#lib/client/chat/session-types.ts';
import { openConversationStore } from '#lib/client/storage/conversation-store.ts';
import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import type { TurnRequest } from '#lib/core/chat/turn-request.ts';
import { connectedChannels } from '#tests/support/store-fixtures.ts';

type OpenedStream = {
  request: TurnRequest;
  signal: AbortSignal;
  /** Sends the next event from the upstream; `null` ends the stream. */
  say: (event: ChatEvent | null) => void;
};

/** For tests: streams whose events the test sends, in the order in which they were opened. */
function scriptedStreams() {
  const opened: OpenedStream[] = [];
  const waiting: (() => void)[] = [];
  const openStream: NonNullable<ChatSessionOptions['openStream']> = async function* (
    request,
    { signal },
  ) {
    const queue: (ChatEvent | null)[] = [];
    let wake = () => {};
    signal.addEventListener('abort', () => wake());
    opened.push({
      request,
      signal,
      say(event) {
        queue.push(event);
        wake();
      },
    });
    for (const resolve of waiting.splice(0)) resolve();
    for (;;) {
      signal.throwIfAborted();
      const event = queue.shift();
      if (event === null) return;
      if (event) yield event;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  };
  /** The nth stream opened, from 0. */
  const streamAt = async (index: number): Promise<OpenedStream> => {
    for (;;) {
      const stream = opened[index];
      if (stream) return stream;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  return { openStream, opened, streamAt };
}

/** For tests: sessions that share one database, like the tabs of one browser. */
export function sessionsOf(count: number, options: Partial<ChatSessionOptions> = {}) {
  const databaseName = `session-${crypto.randomUUID()}`;
  const streams = scriptedStreams();
  const tabs = connectedChannels(count).map((channel) => {
    const store = openConversationStore({ databaseName, channel });
    const session = createChatSession({
      conversationId: 'c1',
      store,
      model: 'm1',
      simulateAllowed: false,
      demo: false,
      openStream: streams.openStream,
      onConversation: () => {},
      onHidden: () => () => {},
      onNextFrame: (callback) => callback(),
      ...options,
    });
    return { store, session };
  });
  return { ...streams, tabs };
}

/** For tests: resolves once the session is in the expected state. */
export function until(
  session: ChatSession,
  matches: (state: ReturnType<ChatSession['getSnapshot']>) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!matches(session.getSnapshot())) return;
      end();
      resolve();
    };
    const end = session.subscribe(check);
    check();
  });
}

/** For tests: the start of a reply, and two ways for it to end. */
export const START: Extract<ChatEvent, { type: 'start' }> = {
  type: 'start',
  requestId: 'req1',
  model: 'm1',
};
export const DONE: ChatEvent = { type: 'done', reason: 'stop' };
export const FAILED: ChatEvent = {
  type: 'error',
  error: { kind: 'server_error', status: 500, requestId: 'req1' },
};

/** For tests: the session of one tab, with a new conversation open. */
export function newSession(options: Parameters<typeof sessionsOf>[1] = {}) {
  const { tabs, ...streams } = sessionsOf(1, options);
  const [tab] = tabs;
  if (!tab) throw new Error('there is one');
  tab.session.open('c1', { isNew: true });
  return { ...tab, ...streams };
}

/** For tests: the texts on screen, in order. */
export const texts = (session: ChatSession) =>
  session.getSnapshot().chatLog.path.map(({ text }) => text);
/** For tests: the last message on screen. */
export const last = (session: ChatSession) => {
  const message = session.getSnapshot().chatLog.path.at(-1);
  if (!message) throw new Error('the log is empty');
  return message;
};
/** For tests: resolves once no reply is running. */
export const idle = (session: ChatSession) =>
  until(session, ({ runningIn }) => runningIn.size === 0);

/** For tests: sends a complete reply, and waits for its end. */
export async function answer(session: ChatSession, stream: OpenedStream, text: string) {
  stream.say(START);
  stream.say({ type: 'delta', text });
  stream.say(DONE);
  await idle(session);
}

/** For tests: sends a message and answers it. */
export async function exchange(
  { session, streamAt, opened }: ReturnType<typeof newSession>,
  text: string,
  reply: string,
) {
  const stream = streamAt(opened.length);
  if (!session.send(text)) throw new Error('the message was not taken');
  await answer(session, await stream, reply);
}
