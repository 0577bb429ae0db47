import 'server-only';
import type { Usage } from '#lib/core/chat/chat-events.ts';
import type { ChatRequest } from '#lib/core/chat/chat-request.ts';
import { findPrice } from '#lib/core/prices/find-price.ts';
import { MICRO_USD_PER_USD, reportedCostInMicroUsd } from '#lib/core/prices/model-price.ts';
import {
  type FallbackSite,
  fallbackForModel,
  firstTtfbMs,
} from '../fallback/fallback-for-model.ts';
import { streamWithFallback } from '../fallback/stream-with-fallback.ts';
import type { Visitor } from '../guards/require-visitor.ts';
import type { ApiContext } from '../http/api-route.ts';
import { countSearches } from '../limits/count-searches.ts';
import { meterReply } from '../limits/meter-reply.ts';
import { type BudgetOfRequest, reserveBudget, UNLIMITED } from '../limits/reserve-budget.ts';
import { withMostSearches } from '../limits/search-usage.ts';
import { worstCaseOfChat } from '../limits/worst-case-usage.ts';
import { factsOfModel } from '../models/offered-models.ts';
import type { UpstreamCall, UpstreamEvent, UpstreamRequest } from '../upstream/upstream.ts';
import { upstreamFor } from '../upstream/upstream-for-config.ts';
import { webSearchOf } from '../upstream/web-search-access.ts';
import { affordRequest } from './afford-request.ts';
import { openReasoning, type ReplyEvent, sealReasoning } from './carry-reasoning.ts';
import { chooseUpstream } from './choose-upstream.ts';
import { toUpstreamRequest } from './to-upstream-request.ts';

/** What a visitor asked, checked. */
export type Turn = {
  chat: ChatRequest;
  model: string;
  visitor: Visitor;
  /** Whether the site itself is the demo, rather than a site that also offers the demo. */
  onDemoSite: boolean;
};

type AskedReply = {
  events: AsyncGenerator<ReplyEvent, void>;
  /** Whether the same request could get a higher output limit. */
  moreRoom: boolean;
  /** The most tokens that can be billed; null if nothing is. */
  worstCase: Usage | null;
  /** The simulated upstream replies, which costs nothing. */
  simulated: boolean;
};

/**
 * Reserves the budget of a turn and prepares its reply: of the upstream for it, or of the second one where
 * the first fails before a word. Nothing is sent before the events are read.
 *
 * @throws what is wrong with the key; `budget_spent`; `store_unavailable`; a failure that `/simulate` asks for
 */
export async function askForReply(
  { chat, model, visitor, onDemoSite }: Turn,
  { config, requestId, log, answerHeaders }: ApiContext,
  signal: AbortSignal,
): Promise<AskedReply> {
  const { upstream, clientRequestId, simulated } = chooseUpstream(chat, {
    config,
    role: visitor.role,
    requestId,
  });
  const search = chat.webSearch ? webSearchOf(config, model) : null;
  const facts = factsOfModel(model, config);
  const thinker = { ...config, model };
  const asked = { ...chat, messages: openReasoning(chat.messages, thinker) };
  const { upstreamRequest: whole, moreRoom } = toUpstreamRequest(asked, facts, config, search);
  const fallback = simulated ? null : fallbackForModel(model, config);
  const second = fallback && requestForFallback(chat, fallback);
  const worstCaseOf = (request: UpstreamRequest) =>
    withMostSearches(worstCaseOfChat(request, config, search), search);
  const payer = { spender: 'visitors', audience: visitor.role, signal } as const;
  const reserve = async (request: UpstreamRequest, headers: Headers): Promise<BudgetOfRequest> =>
    simulated
      ? UNLIMITED
      : await reserveBudget(
          { ...payer, answerHeaders: headers },
          model,
          () => worstCaseOf(request),
          config,
          second && { model: second.request.model, worstCase: second.worstCase },
        );
  const { request, budget } = await affordRequest(whole, answerHeaders, reserve);
  // A visitor's turn in the demo that a site offers must not count as one of the site's own.
  log.note({ wasSent: !simulated || onDemoSite });
  const call: UpstreamCall = {
    signal,
    clientRequestId,
    onSentAgain: (retries: number) => log.set({ retries }),
    reserveRetry: budget.reserveRetry,
  };
  const ask = (limits: Partial<UpstreamCall> = {}) =>
    countSearches(upstream.stream(request, { ...call, ...limits }), search);
  const events = second
    ? streamWithFallback({
        first: ask({ ttfbMs: firstTtfbMs(config) }),
        second: () => second.ask(call),
        budget,
        signal,
        onFallback: ({ kind }) => log.set({ fallback: kind, fallbackTo: second.name }),
      })
    : ask();
  return {
    events: sealReasoning(meterReply(events, budget), thinker),
    moreRoom,
    worstCase: simulated ? null : worstCaseOf(request),
    simulated,
  };
}

/** The same request for the second upstream, which knows nothing of what the first thought. */
function requestForFallback(chat: ChatRequest, site: FallbackSite) {
  const { config, model } = site;
  const messages = chat.messages.map(({ reasoning: _, ...message }) => message);
  const facts = factsOfModel(model, config);
  const { upstreamRequest: request } = toUpstreamRequest({ ...chat, messages }, facts, config);
  return {
    request,
    name: `${config.upstreamName} ${model}`,
    worstCase: () => worstCaseOfChat(request, config),
    ask: (call: UpstreamCall) => withOwnCost(upstreamFor(config).stream(request, call), site),
  };
}

/** Says what the reply cost, if that is known: the page knows only the price of the model it asked for. */
async function* withOwnCost(
  events: AsyncGenerator<UpstreamEvent, void>,
  { config, model }: FallbackSite,
): AsyncGenerator<UpstreamEvent, void> {
  const price = findPrice(model, config.prices);
  for await (const event of events) {
    const microUsd =
      event.type === 'done' && event.usage ? reportedCostInMicroUsd(event.usage, price) : null;
    yield event.type === 'done' && event.usage && microUsd !== null
      ? { ...event, usage: { ...event.usage, costUsd: microUsd / MICRO_USD_PER_USD } }
      : event;
  }
}
