import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import type { ChatRequest } from '#lib/core/chat/chat-request.ts';
import { openChatStream } from './open-chat-stream.ts';
import { simulateInBrowser } from './simulate-in-browser.ts';

export type TurnStreamOptions = {
  signal: AbortSignal;
  /** What the reply has so far, where it continues. */
  continues: string;
  /** Whether `/simulate` may make failures (in the demo, or for the operator). */
  simulateAllowed: boolean;
  /** Whether the simulated upstream is to answer. */
  demo: boolean;
};

/** The events of one reply: from the server, or of a failure that only a browser can make. */
export function openTurnStream(
  request: ChatRequest,
  { simulateAllowed, ...options }: TurnStreamOptions,
): AsyncGenerator<ChatEvent, void> {
  const simulated = simulateAllowed ? simulateInBrowser(request) : null;
  return simulated ?? openChatStream(request, options);
}
