import 'server-only';
import type { ChatRequest } from '#lib/core/chat/chat-request.ts';
import { fitEffort, higherEffort } from '#lib/core/models/capabilities/fit-effort.ts';
import { type OutputAllowance, outputRoom } from '#lib/core/models/capabilities/output-room.ts';
import type { OfferedModel } from '#lib/core/models/listed-model.ts';
import type { WebSearchMethod } from '#lib/core/models/web-search-methods.ts';
import type { UpstreamMessage, UpstreamRequest } from '../upstream/upstream.ts';

/** What the page asked, with the reasoning that may go along. */
type AskedRequest = Omit<ChatRequest, 'messages'> & { messages: UpstreamMessage[] };

type FittedRequest = {
  upstreamRequest: UpstreamRequest;
  /** Whether the same request could get a higher output limit. */
  moreRoom: boolean;
};

/**
 * The request to send for what the page asked: with an effort that the model takes, and an output limit
 * within what the operator allows. Without a limit of its own, it gets the usual room for that effort. A
 * temperature is left out for a model that is known to take none.
 *
 * @param search how it asks for a search of the web, which some efforts rule out; null if it does not
 */
export function toUpstreamRequest(
  chat: AskedRequest,
  model: OfferedModel,
  allowance: OutputAllowance,
  search: Pick<WebSearchMethod, 'exceptEfforts'> | null = null,
): FittedRequest {
  const { messages, instructions, topP, maxOutputTokens, webSearch } = chat;
  const temperature = model.temperature === false ? undefined : chat.temperature;
  const wanted = chat.reasoningEffort;
  const fitted = wanted && fitEffort(wanted, model.efforts);
  const isExcluded = fitted !== undefined && search?.exceptEfforts?.includes(fitted);
  const reasoningEffort = isExcluded ? higherEffort(fitted, model.efforts) : fitted;
  const { usual, most } = outputRoom(model, reasoningEffort, allowance);
  const limit = Math.min(maxOutputTokens ?? usual, most);
  return {
    upstreamRequest: {
      messages,
      ...(instructions && { instructions }),
      model: model.id,
      temperature,
      topP,
      maxOutputTokens: limit,
      ...(reasoningEffort && { reasoningEffort }),
      ...(webSearch && { webSearch }),
    },
    moreRoom: limit < most,
  };
}
