import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import { conversationTitleFrom, pathTo, titleSourceOf } from '#lib/core/chat/conversation-tree.ts';
import { readTitle, titleRequestOf } from '#lib/core/chat/title-request.ts';
import type { TurnRequest } from '#lib/core/chat/turn-request.ts';
import type { OfferedModel } from '#lib/core/models/listed-model.ts';
import { limitWatch } from '../limits/limit-watch.ts';
import type { ConversationStore } from '../storage/conversation-store.ts';
import { isTemporary } from '../storage/temporary/temporary-chats.ts';

type NameOptions = {
  store: Pick<ConversationStore, 'load'>;
  openStream: (request: TurnRequest, signal: AbortSignal) => AsyncGenerator<ChatEvent, void>;
  models: readonly OfferedModel[];
  /** Aborts when the next turn starts, which must not wait for a title. */
  signal: AbortSignal;
  timeoutMs?: number;
  /** How many messages the visitor may still send; null without a limit. */
  remaining?: () => number | null;
};

/** Later, its title is what the person knows the conversation by. */
const MAX_PATH = 6;
/** A title is not worth the last messages of a visitor's minute. */
const MIN_REMAINING = 3;

/**
 * Asks the model for the title of a conversation whose reply has just ended well. Null, without asking, if
 * the title is not the automatic one any more, the conversation is temporary or longer than three exchanges,
 * or few messages remain. Null as well if the model does not answer with a title in time. Never throws.
 */
export async function nameConversation(
  reply: ChatMessage,
  options: NameOptions,
): Promise<{ conversation: Conversation; title: string } | null> {
  const { store, openStream, models, signal, timeoutMs = 20_000 } = options;
  const { conversationId } = reply;
  const { remaining = () => limitWatch.read().messages?.remaining ?? null } = options;
  if (isTemporary(conversationId) || (remaining() ?? Infinity) < MIN_REMAINING) return null;
  try {
    const stored = await store.load(conversationId);
    // The last part of a reply is stored a moment later.
    const messages = (stored?.messages ?? []).map((one) => (one.id === reply.id ? reply : one));
    const path = pathTo(messages, reply.id);
    const [question, answer] = path;
    if (!stored || !question || !answer || path.length > MAX_PATH) return null;
    if (!isAutomatic(stored.conversation, question)) return null;
    const model = reply.model ?? '';
    const request = titleRequestOf(
      { question: titleSourceOf(question), answer: answer.text },
      { model, efforts: models.find(({ id }) => id === model)?.efforts },
    );
    const ended = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const title = await readReply(openStream(request, ended));
    const latest = await store.load(conversationId);
    // Renamed, or deleted, meanwhile.
    if (title === null || !latest || !isAutomatic(latest.conversation, question)) return null;
    return { conversation: latest.conversation, title };
  } catch {
    return null;
  }
}

async function readReply(events: AsyncGenerator<ChatEvent, void>): Promise<string | null> {
  let text = '';
  for await (const event of events) {
    if (event.type === 'delta') text += event.text;
    if (event.type === 'error') return null;
    if (event.type === 'done') return event.reason === 'stop' ? readTitle(text) : null;
  }
  return null;
}

function isAutomatic({ title, renamed }: Conversation, question: ChatMessage): boolean {
  return !renamed && title === conversationTitleFrom(titleSourceOf(question));
}
