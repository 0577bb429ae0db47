import type { ChatRequest } from './chat-request.ts';
import { MAX_CARRIED_BYTES } from './sealed-reasoning.ts';

/**
 * The request with as much reasoning of its newest replies as it has room for. All of it can go: it helps the
 * model, and must never make a request too large.
 *
 * @param maxBodyBytes the most that the site takes
 */
export function fitReasoning(request: ChatRequest, maxBodyBytes: number): ChatRequest {
  const { messages } = request;
  if (!messages.some(({ reasoning }) => reasoning)) return request;
  const plain = messages.map(({ reasoning: _, ...message }) => message);
  let room = Math.min(maxBodyBytes - bytesOf({ ...request, messages: plain }), MAX_CARRIED_BYTES);
  return {
    ...request,
    messages: messages
      .toReversed()
      .map(({ reasoning, ...message }) => {
        if (reasoning) room -= bytesOf({ reasoning });
        return reasoning && room >= 0 ? { ...message, reasoning } : message;
      })
      .toReversed(),
  };
}

function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).byteLength;
}
