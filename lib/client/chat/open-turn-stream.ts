import { toWireRequest } from '#lib/core/attachments/to-wire-request.ts';
import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import type { TurnRequest } from '#lib/core/chat/turn-request.ts';
import { openChatStream } from './open-chat-stream.ts';
import { simulateInBrowser } from './simulate-in-browser.ts';

export type TurnStreamOptions = {
  signal: AbortSignal;
  /** The reply's text so far, if this continues it. */
  continues: string;
  /** Whether `/simulate` is allowed (in the demo, or for the operator). */
  simulateAllowed: boolean;
  /** Whether to use the simulated upstream. */
  demo: boolean;
  /** Whether replies to new messages may search the web; absent if the model can't. */
  webSearch?: boolean | undefined;
};

/** The events of one reply, from the server or of a failure simulated in the browser. */
export function openTurnStream(
  request: TurnRequest,
  { simulateAllowed, webSearch, ...options }: TurnStreamOptions,
): AsyncGenerator<ChatEvent, void> {
  const simulated = simulateAllowed ? simulateInBrowser(request) : null;
  // A retry repeats what its question was asked with, but not with a model that can't search.
  const allowed = webSearch === undefined ? { ...request, webSearch } : request;
  return simulated ?? openChatStream(toWireRequest(allowed), options);
}
