import 'server-only';
import type { ChatRequest } from '#lib/core/chat/chat-request.ts';
import type { Config } from '../config/config.ts';
import { siteOfRequest } from '../demo/demo-site.ts';
import { limitDeclaredLength } from '../guards/limit-declared-length.ts';
import { readJsonBody } from '../guards/read-json-body.ts';
import { requireJson } from '../guards/require-json.ts';
import { requireMethod } from '../guards/require-method.ts';
import { requireSameOrigin } from '../guards/require-same-origin.ts';
import { requireServing } from '../guards/require-serving.ts';
import { requireVisitor, type Visitor } from '../guards/require-visitor.ts';
import type { ApiContext } from '../http/api-route.ts';
import {
  limitConcurrentReplies,
  MAX_CONCURRENT_REPLIES,
} from '../limits/limit-concurrent-replies.ts';
import { limitVisitorRate } from '../limits/limit-visitor-rate.ts';
import { meterReply } from '../limits/meter-reply.ts';
import { reserveBudget, UNLIMITED } from '../limits/reserve-budget.ts';
import { worstCaseOf } from '../limits/worst-case.ts';
import { clientBucket, DIRECT_BUCKET } from '../session/client-bucket.ts';
import { toCompletionBody } from '../upstream/reply/completion-body.ts';
import type { UpstreamRequest } from '../upstream/upstream.ts';
import { beginReply } from './begin-reply.ts';
import { chooseUpstream } from './choose-upstream.ts';
import { claimTurn } from './claim-turn.ts';
import type { ReplyLifetime } from './reply-lifetime.ts';
import { requireChatRequest } from './require-chat-request.ts';
import { requireOfferedModel } from './require-offered-model.ts';
import { streamReply } from './stream-reply.ts';

type ChatHandlerOptions = {
  /** How long an accepted upstream may be silent before the 200 is sent. */
  silenceMs?: number;
  /** The silence after which a reply that has begun sends a heartbeat; pages hold 15 s for dead. */
  heartbeatMs?: number;
  /** How long a visitor may take to send the body. */
  bodyTimeoutMs?: number;
};

type Turn = {
  chat: ChatRequest;
  model: string;
  visitor: Visitor;
  /** Whether the site is the demo, as opposed to a site that has the demo beside it. */
  onDemoSite: boolean;
};

/**
 * `POST /api/chat`: guards in order of their cost, then the upstream, then server-sent events.
 * What a guard refuses never reaches the upstream.
 */
export function createChatHandler({
  silenceMs = 10_000,
  heartbeatMs = 3000,
  bodyTimeoutMs = 30_000,
}: ChatHandlerOptions = {}): (context: ApiContext) => Promise<Response> {
  return async (given) => {
    const startedAt = performance.now();
    const { request, log, answerHeaders } = given;
    const config = siteOfRequest(request, given.config);
    const context = { ...given, config };
    requireMethod(request, 'POST');
    requireJson(request);
    requireSameOrigin(request, config);
    requireServing(config);
    const visitor = await requireVisitor(request, config);
    log.set({ role: visitor.role, visitor: visitor.hash });
    log.note({ isKnown: visitor.isSignedIn });
    limitDeclaredLength(request, config.maxBodyBytes);
    await limitVisitorRate(visitor, config, answerHeaders);
    // Only now: a session handed out with a refusal for its rate would lead around the limit.
    if (visitor.newCookie !== null) answerHeaders.append('set-cookie', visitor.newCookie);
    const chat = requireChatRequest(
      await readJsonBody(request, {
        maxBytes: config.maxBodyBytes,
        timeoutMs: bodyTimeoutMs,
        signal: request.signal,
        sender: visitor.limitKey,
      }),
    );
    const model = requireOfferedModel(chat.model, config);
    log.set({ model });
    const turn = { chat, model, visitor, onDemoSite: given.config.mode === 'demo' };
    return await beginReply(request.signal, config.totalTimeoutMs, (lifetime) => {
      // Only now: a body that is sent slowly would hold the place meanwhile.
      const place = limitConcurrentReplies(
        visitor.limitKey,
        MAX_CONCURRENT_REPLIES[visitor.policy],
        sharingOf(visitor, request.headers, config),
      );
      lifetime.held.use(place);
      lifetime.held.use(claimTurn(visitor.limitKey, chat.turnId));
      return answer(turn, lifetime, { context, startedAt, silenceMs, heartbeatMs });
    });
  };
}

/** With whom a visitor shares places: with their address, where it is known, and with all visitors. */
function sharingOf({ role }: Visitor, headers: Headers, config: Config) {
  const bucket = clientBucket(headers, config);
  // In a demo everyone is the operator.
  const isVisitor = role !== 'operator' || config.mode === 'demo';
  return { address: bucket === DIRECT_BUCKET ? null : bucket, visitor: isVisitor };
}

async function answer(
  { chat, model, visitor, onDemoSite }: Turn,
  lifetime: ReplyLifetime,
  given: { context: ApiContext; startedAt: number } & Required<
    Pick<ChatHandlerOptions, 'silenceMs' | 'heartbeatMs'>
  >,
): Promise<Response> {
  const { context, startedAt, silenceMs, heartbeatMs } = given;
  const { config, requestId, log, answerHeaders } = context;
  const { upstream, clientRequestId, simulated } = chooseUpstream(chat, {
    config,
    role: visitor.role,
    requestId,
  });
  const asked = toUpstreamRequest(chat, model, config);
  const worstCase = () => worstCaseOf(toCompletionBody(asked, config));
  const payer = { spender: 'visitors', audience: visitor.role, answerHeaders } as const;
  const budget = simulated ? UNLIMITED : reserveBudget(payer, model, worstCase, config);
  // A stranger's turn with the demo that stands beside a site must not count as one of the site's.
  log.note({ wasSent: !simulated || onDemoSite });
  const guardedAt = performance.now();
  const call = {
    signal: lifetime.signal,
    clientRequestId,
    onSentAgain: (retries: number) => log.set({ retries }),
    reserveRetry: budget.reserveRetry,
  };
  const events = meterReply(upstream.stream(asked, call), budget);
  const body = await streamReply({
    events,
    lifetime,
    log,
    requestId,
    model,
    audience: visitor.role,
    startedAt,
    silenceMs,
    heartbeatMs,
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // Next would compress a stream, at 1.9 times the CPU; proxies would hold it back.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'server-timing': `guards;dur=${millis(startedAt, guardedAt)}, upstream;dur=${millis(guardedAt, performance.now())}`,
    },
  });
}

function toUpstreamRequest(
  { messages, temperature, topP, maxOutputTokens }: ChatRequest,
  model: string,
  config: Config,
): UpstreamRequest {
  return {
    messages,
    model,
    temperature,
    topP,
    maxOutputTokens: Math.min(maxOutputTokens ?? config.maxOutputTokens, config.maxOutputTokens),
  };
}

function millis(from: number, to: number): string {
  return (to - from).toFixed(1);
}
