import 'server-only';
import type { ChatRequest } from '#lib/core/chat/chat-request.ts';
import type { Config } from '../config/config.ts';
import { configForRequest } from '../demo/demo-site.ts';
import { limitDeclaredLength } from '../guards/limit-declared-length.ts';
import { readJsonBody } from '../guards/read-json-body.ts';
import { requireJson } from '../guards/require-json.ts';
import { requireMethod } from '../guards/require-method.ts';
import { requireSameOrigin } from '../guards/require-same-origin.ts';
import { requireServing } from '../guards/require-serving.ts';
import { requireVisitor, type Visitor } from '../guards/require-visitor.ts';
import type { ApiContext } from '../http/api-route.ts';
import { countSearches } from '../limits/count-searches.ts';
import {
  limitConcurrentReplies,
  MAX_CONCURRENT_REPLIES,
} from '../limits/limit-concurrent-replies.ts';
import { limitVisitorRate } from '../limits/limit-visitor-rate.ts';
import { meterReply } from '../limits/meter-reply.ts';
import { reserveBudget, UNLIMITED } from '../limits/reserve-budget.ts';
import { withMostSearches } from '../limits/search-usage.ts';
import { worstCaseOfChat } from '../limits/worst-case-usage.ts';
import { factsOfModel } from '../models/offered-models.ts';
import { clientBucket, DIRECT_BUCKET } from '../session/client-bucket.ts';
import { storeFor } from '../store/store-for-config.ts';
import type { UpstreamRequest } from '../upstream/upstream.ts';
import { webSearchOf } from '../upstream/web-search-access.ts';
import { affordRequest } from './afford-request.ts';
import { beginReply } from './begin-reply.ts';
import { openReasoning, sealReasoning } from './carry-reasoning.ts';
import { chooseUpstream } from './choose-upstream.ts';
import { claimTurn } from './claim-turn.ts';
import type { ReplyLifetime } from './reply-lifetime.ts';
import { requireAllowedTools } from './require-allowed-tools.ts';
import { requireChatRequest } from './require-chat-request.ts';
import { requireOfferedModel } from './require-offered-model.ts';
import { streamReply } from './stream-reply.ts';
import { toUpstreamRequest } from './to-upstream-request.ts';

type ChatHandlerOptions = {
  /** How long an accepted upstream may be silent before the 200 is sent, in milliseconds. */
  silenceMs?: number;
  /** How long a started reply may be silent before a heartbeat; the page takes 15 s of silence for dead. */
  heartbeatMs?: number;
  /** How long a visitor may take to send the body. */
  bodyTimeoutMs?: number;
};

type Turn = {
  chat: ChatRequest;
  model: string;
  visitor: Visitor;
  /** Whether the site itself is the demo, rather than a site that also offers the demo. */
  onDemoSite: boolean;
};

/**
 * `POST /api/chat`: the guards in order of cost, then the upstream, then server-sent events.
 * A request that a guard refuses never reaches the upstream.
 */
export function createChatHandler({
  silenceMs = 10_000,
  heartbeatMs = 3000,
  bodyTimeoutMs = 30_000,
}: ChatHandlerOptions = {}): (context: ApiContext) => Promise<Response> {
  return async (apiContext) => {
    const startedAt = performance.now();
    const { request, log, answerHeaders } = apiContext;
    const config = configForRequest(request, apiContext.config);
    const context = { ...apiContext, config };
    requireMethod(request, 'POST');
    requireJson(request);
    requireSameOrigin(request, config);
    requireServing(config);
    const visitor = await requireVisitor(request, config);
    log.set({ role: visitor.role, visitor: visitor.hash });
    log.note({ isKnown: visitor.isSignedIn });
    limitDeclaredLength(request, config.maxBodyBytes);
    await limitVisitorRate(visitor, config, answerHeaders);
    // Only after the rate limit: a session issued along with a refusal would bypass the limit.
    if (visitor.newCookie !== null) answerHeaders.append('set-cookie', visitor.newCookie);
    const chat = requireChatRequest(
      await readJsonBody(request, {
        maxBytes: config.maxBodyBytes,
        timeoutMs: bodyTimeoutMs,
        signal: request.signal,
        sender: visitor.limitKey,
      }),
    );
    const model = await requireOfferedModel(chat.model, config);
    log.set({ model });
    requireAllowedTools(chat, config);
    const turn = { chat, model, visitor, onDemoSite: apiContext.config.mode === 'demo' };
    return await beginReply(request.signal, config.totalTimeoutMs, async (lifetime) => {
      const store = storeFor(config);
      // Only after reading the body: a slow upload would hold the slot.
      const slot = await limitConcurrentReplies(
        visitor.limitKey,
        MAX_CONCURRENT_REPLIES[visitor.policy],
        sharedLimitsOf(visitor, request.headers, config),
        store,
      );
      lifetime.held.use(slot);
      lifetime.held.use(await claimTurn(visitor.limitKey, chat.turnId, store));
      return await answer(turn, lifetime, { context, startedAt, silenceMs, heartbeatMs });
    });
  };
}

/** Which concurrency limits a visitor shares: that of their address, if known, and that of all visitors. */
function sharedLimitsOf({ role }: Visitor, headers: Headers, config: Config) {
  const bucket = clientBucket(headers, config);
  // In demo mode everyone is the operator.
  const isVisitor = role !== 'operator' || config.mode === 'demo';
  return { address: bucket === DIRECT_BUCKET ? null : bucket, visitor: isVisitor };
}

async function answer(
  { chat, model, visitor, onDemoSite }: Turn,
  lifetime: ReplyLifetime,
  options: { context: ApiContext; startedAt: number } & Required<
    Pick<ChatHandlerOptions, 'silenceMs' | 'heartbeatMs'>
  >,
): Promise<Response> {
  const { context, startedAt, silenceMs, heartbeatMs } = options;
  const { config, requestId, log, answerHeaders } = context;
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
  const worstCaseOf = (request: UpstreamRequest) =>
    withMostSearches(worstCaseOfChat(request, config, search), search);
  const { signal } = lifetime;
  const payer = { spender: 'visitors', audience: visitor.role, signal } as const;
  const { request: upstreamRequest, budget } = await affordRequest(
    whole,
    answerHeaders,
    async (request, headers) =>
      simulated
        ? UNLIMITED
        : await reserveBudget(
            { ...payer, answerHeaders: headers },
            model,
            () => worstCaseOf(request),
            config,
          ),
  );
  // A visitor's turn in the demo that a site offers must not count as one of the site's own.
  log.note({ wasSent: !simulated || onDemoSite });
  const guardedAt = performance.now();
  const call = {
    signal,
    clientRequestId,
    onSentAgain: (retries: number) => log.set({ retries }),
    reserveRetry: budget.reserveRetry,
  };
  const searched = countSearches(upstream.stream(upstreamRequest, call), search);
  const events = sealReasoning(meterReply(searched, budget), thinker);
  const body = await streamReply({
    events,
    lifetime,
    log,
    requestId,
    model,
    audience: visitor.role,
    moreRoom,
    worstCase: simulated ? null : worstCaseOf(upstreamRequest),
    countsTokens: !simulated || config.mode === 'demo',
    startedAt,
    silenceMs,
    heartbeatMs,
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // Next would compress the stream, at 1.9 times the CPU cost; proxies would buffer it.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'server-timing': `guards;dur=${millis(startedAt, guardedAt)}, upstream;dur=${millis(guardedAt, performance.now())}`,
    },
  });
}

function millis(from: number, to: number): string {
  return (to - from).toFixed(1);
}
