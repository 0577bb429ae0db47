import 'server-only';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ChatRequestMessage } from '#lib/core/chat/chat-request.ts';
import {
  MAX_CARRIED_BYTES,
  MAX_REASONING_LENGTH,
  type SealedReasoning,
} from '#lib/core/chat/sealed-reasoning.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import type { Config } from '../config/config.ts';
import type { CarriedReasoning } from '../upstream/reasoning/carried-reasoning.ts';
import type { UpstreamEvent, UpstreamMessage } from '../upstream/upstream.ts';

/** Whose reasoning it is: it says nothing to another upstream or model. */
type Thinker = Pick<Config, 'sessionSecret' | 'baseUrl'> & { model: string };

type SealedEvent = { type: 'reasoning'; reasoning: SealedReasoning };
/** An event of a reply as the page gets it. */
export type ReplyEvent = Exclude<UpstreamEvent, { type: 'reasoning' }> | SealedEvent;

/** Passes a reply's events through, with its reasoning sealed. */
export async function* sealReasoning(
  events: AsyncGenerator<UpstreamEvent, void>,
  thinker: Thinker,
): AsyncGenerator<ReplyEvent, void> {
  for await (const event of events) {
    if (event.type !== 'reasoning') {
      yield event;
      continue;
    }
    const data = JSON.stringify(event.reasoning);
    if (data.length > MAX_REASONING_LENGTH) continue;
    yield {
      type: 'reasoning',
      reasoning: { data, seal: sealOf(data, thinker).toString('base64url') },
    };
  }
}

/**
 * The messages with the reasoning that this server sealed for the same upstream and model, newest first as
 * far as it may go along. All other reasoning is left out: a reply can do without.
 */
export function openReasoning(
  messages: readonly ChatRequestMessage[],
  thinker: Thinker,
): UpstreamMessage[] {
  let room = MAX_CARRIED_BYTES;
  return messages
    .toReversed()
    .map(({ reasoning: sealed, ...message }): UpstreamMessage => {
      const reasoning = sealed && message.role === 'assistant' ? open(sealed, thinker) : null;
      if (!sealed || !reasoning) return message;
      room -= Buffer.byteLength(sealed.data);
      return room < 0 ? message : { ...message, reasoning };
    })
    .toReversed();
}

function open({ data, seal }: SealedReasoning, thinker: Thinker): CarriedReasoning | null {
  const given = Buffer.from(seal, 'base64url');
  const own = sealOf(data, thinker);
  if (given.length !== own.length || !timingSafeEqual(given, own)) return null;
  // Only `sealReasoning` makes such a seal, so this is what it wrote.
  return parseJson(data) as CarriedReasoning;
}

/** HMAC-SHA256 (RFC 2104) under a key of its own, so that no seal is ever a session's signature. */
function sealOf(data: string, { sessionSecret, baseUrl, model }: Thinker): Buffer {
  const key = createHmac('sha256', sessionSecret).update('carried reasoning').digest();
  return createHmac('sha256', key)
    .update(JSON.stringify([baseUrl, model, data]))
    .digest();
}
