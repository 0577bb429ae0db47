import 'server-only';
import { createHash } from 'node:crypto';
import type { ChatRequest } from '#lib/core/chat-request.ts';
import type { ApiContext } from '../api-route.ts';
import type { Config } from '../config-types.ts';
import { siteOfRequest } from '../demo-site.ts';
import { limitDeclaredLength } from '../guards/limit-declared-length.ts';
import { limitVisitorRate } from '../guards/limit-visitor-rate.ts';
import { readJsonBody } from '../guards/read-json-body.ts';
import { requireJson } from '../guards/require-json.ts';
import { requireMethod } from '../guards/require-method.ts';
import { requireSameOrigin } from '../guards/require-same-origin.ts';
import { requireServing } from '../guards/require-serving.ts';
import { requireVisitor, type Visitor } from '../guards/require-visitor.ts';
import type { UpstreamRequest } from '../upstream/upstream.ts';
import { chooseUpstream } from './choose-upstream.ts';
import { claimTurn } from './claim-turn.ts';
import { type ReplyLifetime, startReplyLifetime } from './reply-lifetime.ts';
import { requireChatRequest } from './require-chat-request.ts';
import { requireOfferedModel } from './require-offered-model.ts';
import { CLIENT_GONE_STATUS, streamReply } from './stream-reply.ts';

export type ChatHandlerOptions = {
  /** How long an accepted upstream may be silent before the 200 is sent, and between heartbeats. */
  silenceMs?: number;
  /** How long a visitor may take to send the body. */
  bodyTimeoutMs?: number;
};

type Turn = { chat: ChatRequest; model: string; visitor: Visitor };

/**
 * `POST /api/chat`: guards in order of their cost, then the upstream, then server-sent events.
 * What a guard refuses never reaches the upstream.
 */
export function createChatHandler({
  silenceMs = 10_000,
  bodyTimeoutMs = 30_000,
}: ChatHandlerOptions = {}): (context: ApiContext) => Promise<Response> {
  return async (given) => {
    const startedAt = performance.now();
    const { request, log } = given;
    const config = siteOfRequest(request, given.config);
    const context = { ...given, config };
    requireMethod(request, 'POST');
    requireJson(request);
    requireSameOrigin(request, config);
    requireServing(config);
    const visitor = await requireVisitor(request, config);
    log.set({ role: visitor.role, visitor: hashOf(visitor.sessionId) });
    limitDeclaredLength(request, config.maxBodyBytes);
    await limitVisitorRate(visitor, config);
    const chat = requireChatRequest(
      await readJsonBody(request, {
        maxBytes: config.maxBodyBytes,
        timeoutMs: bodyTimeoutMs,
        signal: request.signal,
      }),
    );
    const model = requireOfferedModel(chat.model, config);
    log.set({ model });
    const freeTurn = claimTurn(visitor.limitKey, chat.turnId);
    const lifetime = startReplyLifetime(request.signal, freeTurn);
    try {
      return await answer({ chat, model, visitor }, lifetime, { context, startedAt, silenceMs });
    } catch (error) {
      lifetime.end();
      if (lifetime.hasLeft()) return new Response(null, { status: CLIENT_GONE_STATUS });
      throw error;
    }
  };
}

async function answer(
  { chat, model, visitor }: Turn,
  lifetime: ReplyLifetime,
  given: { context: ApiContext; startedAt: number; silenceMs: number },
): Promise<Response> {
  const { context, startedAt, silenceMs } = given;
  const { config, requestId, log } = context;
  const { upstream, clientRequestId } = chooseUpstream(chat, {
    config,
    role: visitor.role,
    requestId,
  });
  const guardedAt = performance.now();
  const events = upstream.stream(toUpstreamRequest(chat, model, config), {
    signal: lifetime.signal,
    clientRequestId,
  });
  const body = await streamReply({
    events,
    lifetime,
    log,
    requestId,
    model,
    audience: visitor.role,
    startedAt,
    silenceMs,
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // Next would compress a stream, at 1.9 times the CPU; proxies would hold it back.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'server-timing': `guards;dur=${millis(startedAt, guardedAt)}, upstream;dur=${millis(guardedAt, performance.now())}`,
      ...(visitor.newCookie !== null && { 'set-cookie': visitor.newCookie }),
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

function hashOf(sessionId: string | null): string | undefined {
  if (sessionId === null) return undefined;
  return createHash('sha256').update(sessionId).digest('hex').slice(0, 12);
}

function millis(from: number, to: number): string {
  return (to - from).toFixed(1);
}
