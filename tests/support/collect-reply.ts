import type { ReplyExtra } from '#lib/core/chat/reply-extras.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { UpstreamEvent } from '#lib/server/upstream/upstream.ts';

/** The result of an upstream's reply. */
export type CollectedReply = {
  text: string;
  deltas: string[];
  extras: ReplyExtra[];
  thinking: string;
  done: Extract<UpstreamEvent, { type: 'done' }> | null;
  accepted: boolean;
  failure: StarlightError | null;
};

/** Reads a reply to its end and keeps a `StarlightError` that ended it; other errors are thrown. */
export async function collectReply(events: AsyncIterable<UpstreamEvent>): Promise<CollectedReply> {
  const collected: CollectedReply = {
    text: '',
    deltas: [],
    extras: [],
    thinking: '',
    done: null,
    accepted: false,
    failure: null,
  };
  try {
    for await (const event of events) {
      if (event.type === 'accepted') collected.accepted = true;
      else if (event.type === 'done') collected.done = event;
      else if (event.type === 'thinking') collected.thinking += event.text;
      else if (event.type === 'delta') collected.deltas.push(event.text);
      else if (event.type !== 'reasoning') collected.extras.push(event);
    }
  } catch (error) {
    if (!(error instanceof StarlightError)) throw error;
    collected.failure = error;
  }
  return { ...collected, text: collected.deltas.join('') };
}
