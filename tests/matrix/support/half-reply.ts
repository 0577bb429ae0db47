import type { Exchange, Script } from '../../support/scriptable-upstream.ts';
import { REPLY_WIRES, type ReplyWire } from './reply-wire.ts';

export const EVENT_STREAM = { 'content-type': 'text/event-stream' };

/**
 * Begins a reply, shows the part that has arrived, and leaves the rest to `onPart`; by default it
 * falls silent.
 */
export function halfReply(
  part: string,
  onPart: (exchange: Exchange) => unknown = () => {},
  { begin, delta }: ReplyWire = REPLY_WIRES.chat,
): Script {
  return async (exchange) => {
    await exchange.head(200, EVENT_STREAM);
    await exchange.write(begin() + delta(part));
    await onPart(exchange);
  };
}
