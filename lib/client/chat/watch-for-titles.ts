import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { pathTo } from '#lib/core/chat/conversation-tree.ts';
import type { TurnRequest } from '#lib/core/chat/turn-request.ts';
import type { SiteState } from '#lib/core/site-state.ts';
import type { ConversationStore } from '../storage/conversation-store.ts';
import { nameConversation } from './name-conversation.ts';
import { openTurnStream } from './open-turn-stream.ts';
import type { ChatSession } from './session-types.ts';

type WatchOptions = {
  session: Pick<ChatSession, 'getSnapshot' | 'subscribe' | 'mark'>;
  store: Pick<ConversationStore, 'load'>;
  site: Pick<SiteState, 'models' | 'demo' | 'maxBodyBytes'>;
  openStream?: (request: TurnRequest, signal: AbortSignal) => AsyncGenerator<ChatEvent, void>;
};

/**
 * Gives each new conversation the title that its model makes, once a reply has ended well in this tab. The
 * next turn cancels the request, so nothing waits for a title. Returns a function that stops watching.
 */
export function watchForTitles(options: WatchOptions): () => void {
  const { session, store, site, openStream = streamFor(options) } = options;
  let running = session.getSnapshot().runningIn;
  let asking = new AbortController();

  const name = async (conversationId: string, { signal }: AbortController) => {
    const reply = await endedReply(conversationId, options);
    if (reply?.status !== 'done' || reply.error) return;
    const named = await nameConversation(reply, { store, openStream, models: site.models, signal });
    const { conversation } = session.getSnapshot();
    // What this tab shows is newer than what it has stored.
    const isRenamed = conversation?.id === conversationId && conversation.renamed;
    if (named && !isRenamed) session.mark(named.conversation, { title: named.title });
  };

  const unsubscribe = session.subscribe(() => {
    const { runningIn } = session.getSnapshot();
    if (runningIn === running) return;
    const ended = [...running].filter((id) => !runningIn.has(id));
    if ([...runningIn].some((id) => !running.has(id))) asking.abort();
    running = runningIn;
    for (const id of ended) {
      asking = new AbortController();
      void name(id, asking);
    }
  });
  return () => {
    unsubscribe();
    asking.abort();
  };
}

async function endedReply(
  conversationId: string,
  { session, store }: WatchOptions,
): Promise<ChatMessage | undefined> {
  const { chatLog } = session.getSnapshot();
  if (chatLog.conversationId === conversationId) return chatLog.path.at(-1);
  const stored = await store.load(conversationId);
  return stored ? pathTo(stored.messages, stored.conversation.leafId).at(-1) : undefined;
}

function streamFor({ site: { demo, maxBodyBytes } }: WatchOptions) {
  return (request: TurnRequest, signal: AbortSignal) =>
    openTurnStream(request, { signal, continues: '', simulateAllowed: false, demo, maxBodyBytes });
}
