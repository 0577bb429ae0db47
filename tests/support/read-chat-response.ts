import { type ChatEvent, decodeChatEvent } from '#lib/core/chat/chat-events.ts';

/** The content of a streamed chat response. */
type ReadChat = { events: ChatEvent[]; text: string; comments: string[]; raw: string };

/** Reads a chat response to its end. Throws if it breaks the contract. */
export async function readChatResponse(response: Response): Promise<ReadChat> {
  const raw = await response.text();
  const blocks = raw.split('\n\n').filter((block) => block !== '');
  const events = blocks.filter((block) => block.startsWith('data: ')).map(decodeBlock);
  return {
    events,
    text: events.map((event) => (event.type === 'delta' ? event.text : '')).join(''),
    comments: blocks.filter((block) => block.startsWith(':')),
    raw,
  };
}

/** Reads writes one at a time, as they arrive. */
export function chatWrites(response: Response): {
  next: () => Promise<string | null>;
  cancel: () => Promise<void>;
} {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  return {
    next: async () => {
      const result = await reader?.read();
      return result && !result.done ? result.value : null;
    },
    cancel: async () => reader?.cancel(),
  };
}

function decodeBlock(block: string): ChatEvent {
  const event = decodeChatEvent(block.slice('data: '.length));
  if (event === 'invalid' || event === 'ignored') throw new Error(`not an event: ${block}`);
  return event;
}
