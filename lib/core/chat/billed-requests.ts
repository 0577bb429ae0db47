import type { BilledRequest, ChatMessage } from './chat-log.ts';

/** The most earlier requests that a reply remembers; older ones are forgotten. */
export const MAX_REQUESTS = 50;

/** Every request for a reply that may have been billed, oldest first; its last one may still run. */
export function billedRequestsOf(reply: ChatMessage): BilledRequest[] {
  const { usage, worstCase, notices, earlierRequests = [] } = reply;
  // A second upstream has prices of its own; it says what the reply cost, if that is known.
  const model = notices?.includes('used_fallback') ? undefined : reply.model;
  const last = usage || worstCase ? [{ model, usage, worstCase }] : [];
  return [...earlierRequests, ...last].slice(-MAX_REQUESTS);
}
