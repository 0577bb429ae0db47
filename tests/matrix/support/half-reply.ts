import { delta, roleEvent } from '../../support/completion-events.ts';
import type { Exchange, Script } from '../../support/scriptable-upstream.ts';

export const EVENT_STREAM = { 'content-type': 'text/event-stream' };

/**
 * Begins a reply, shows the part that has arrived, and leaves the rest to `onPart`; by default it
 * falls silent.
 */
export function halfReply(
  part: string,
  onPart: (exchange: Exchange) => unknown = () => {},
): Script {
  return async (exchange) => {
    await exchange.head(200, EVENT_STREAM);
    await exchange.write(roleEvent() + delta(part));
    await onPart(exchange);
  };
}
