import { toWireRequest } from '#lib/core/attachments/to-wire-request.ts';
import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import { readConversationSettings } from '#lib/core/chat/conversation-settings.ts';
import { fitReasoning } from '#lib/core/chat/fit-reasoning.ts';
import { excessOf, type OwnExcess } from '#lib/core/chat/own-limits.ts';
import { turnIdSchema } from '#lib/core/chat/turn-id.ts';
import type { TurnRequest } from '#lib/core/chat/turn-request.ts';
import { toErrorBody } from '#lib/core/errors/starlight-error.ts';
import { createCitations } from './create-citations.ts';
import { openChatStream } from './open-chat-stream.ts';
import { simulateInBrowser } from './simulate-in-browser.ts';

// Loaded with it.
export { createCitations };

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
  /** The most bytes of a request that the site takes; unlimited if absent. */
  maxBodyBytes?: number | undefined;
};

/**
 * The events of one reply, from the server or of a failure simulated in the browser. A request that the
 * server would refuse for its size is not sent, and ends as if it had been.
 */
export function openTurnStream(
  request: TurnRequest,
  { simulateAllowed, webSearch, maxBodyBytes = Infinity, ...options }: TurnStreamOptions,
): AsyncGenerator<ChatEvent, void> {
  const simulated = simulateAllowed ? simulateInBrowser(request) : null;
  if (simulated) return simulated;
  const whole = toWireRequest({
    ...request,
    // A stored value may be damaged, and the server would refuse the message for it.
    ...NO_SETTINGS,
    ...readConversationSettings(request),
    // A retry repeats what its question was asked with, but not with a model that can't search.
    ...(webSearch === undefined && { webSearch }),
    // The id of an imported question can have any form.
    ...(!turnIdSchema.safeParse(request.turnId).success && { turnId: undefined }),
  });
  const asked = fitReasoning(whole, maxBodyBytes);
  const excess = excessOf(asked, maxBodyBytes);
  return excess ? refused(excess) : openChatStream(asked, options);
}

const NO_SETTINGS = {
  instructions: undefined,
  temperature: undefined,
  maxOutputTokens: undefined,
} as const;

async function* refused(excess: OwnExcess): AsyncGenerator<ChatEvent, void> {
  const failure = { kind: 'body_too_large', status: 413, details: excess } as const;
  yield { type: 'error', error: toErrorBody(failure, 'none') };
}
