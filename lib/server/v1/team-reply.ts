import 'server-only';
import type { Usage } from '#lib/core/chat/chat-events.ts';
import { isOpenAiHost } from '#lib/core/key/inspect-key.ts';
import { beginReply } from '../chat/begin-reply.ts';
import type { ReplyLifetime } from '../chat/reply-lifetime.ts';
import { requireOfferedModel } from '../chat/require-offered-model.ts';
import { requireUsableKey } from '../chat/require-usable-key.ts';
import type { Config } from '../config/config.ts';
import { fallbackForModel, firstTtfbMs } from '../fallback/fallback-for-model.ts';
import { withFallback } from '../fallback/with-fallback.ts';
import { limitDeclaredLength } from '../guards/limit-declared-length.ts';
import { readJsonBody } from '../guards/read-json-body.ts';
import { requireJson } from '../guards/require-json.ts';
import { requireMethod } from '../guards/require-method.ts';
import { requireTeam } from '../guards/require-team.ts';
import type { ApiContext } from '../http/api-route.ts';
import type { Spender } from '../limits/daily-budget.ts';
import {
  limitConcurrentReplies,
  MAX_CONCURRENT_REPLIES,
} from '../limits/limit-concurrent-replies.ts';
import { limitVisitorRate } from '../limits/limit-visitor-rate.ts';
import { type BudgetOfRequest, reserveBudget } from '../limits/reserve-budget.ts';
import { storeFor } from '../store/store-for-config.ts';
import type { CompletionReply } from '../upstream/create-upstream.ts';
import type { ApiRequest } from '../upstream/request/api-request.ts';
import { mayBeBilled } from '../upstream/request/may-be-billed.ts';
import type { NextAttempt } from '../upstream/request/open-completion.ts';
import { upstreamFor } from '../upstream/upstream-for-config.ts';
import { relayDocument, relayStream } from './relay-completion.ts';
import type { ReplyWriter } from './reply-writer.ts';
import { requireTeamServing } from './require-team-serving.ts';
import { teamRoute } from './team-route.ts';

/** A route whose requests a model replies to. */
type TeamReplyRoute = {
  path: string;
  /** How long a request's body may take to arrive, in milliseconds. */
  bodyTimeoutMs: number;
  /** Checks a request's body. */
  prepare: (json: unknown, site: { config: Config; allowRemoteImages: boolean }) => PreparedRequest;
};

/** A checked request. */
type PreparedRequest = {
  model: string | undefined;
  /** What is sent, once it is known that the model is offered. */
  toRequest: (model: string, config: Config) => ApiRequest;
  /** The most it can be billed for. */
  worstCase: (request: ApiRequest) => Usage;
  nextAttempt: NextAttempt;
  createWriter: (reply: CompletionReply, sent: ApiRequest, config: Config) => ReplyWriter;
  /** What to report instead of a failure before the reply. */
  explain?: (error: unknown) => unknown;
};

type Team = { context: ApiContext; lifetime: ReplyLifetime; spender: Spender; startedAt: number };

/** Guards, limits, sends and relays the requests of a route, for API clients with a team token. */
export function teamReplyRoute(route: TeamReplyRoute): (request: Request) => Promise<Response> {
  return teamRoute(route.path, (context) => admit(context, route));
}

async function admit(context: ApiContext, route: TeamReplyRoute): Promise<Response> {
  const startedAt = performance.now();
  const { request, config, log } = context;
  requireMethod(request, 'POST');
  const team = await requireTeam(request, config);
  log.set({ teamToken: team.name });
  log.note({ isKnown: true });
  requireJson(request);
  requireTeamServing(config);
  limitDeclaredLength(request, config.maxBodyBytes);
  await limitVisitorRate(team, { ...config, rateLimit: team.rateLimit }, context.answerHeaders);
  const json = await readJsonBody(request, {
    maxBytes: config.maxBodyBytes,
    timeoutMs: route.bodyTimeoutMs,
    signal: request.signal,
    sender: team.limitKey,
  });
  return await beginReply(request.signal, config.totalTimeoutMs, async (lifetime) => {
    const store = storeFor(config);
    const most = MAX_CONCURRENT_REPLIES.team;
    // Only after reading the body: a slow upload would hold the slot.
    lifetime.held.use(await limitConcurrentReplies(team.limitKey, most, {}, store));
    // A server of the operator's own could be made to fetch what only it can reach.
    const allowRemoteImages = [config, ...config.fallbacks].every(({ baseUrl }) =>
      isOpenAiHost(new URL(baseUrl).host),
    );
    const prepared = route.prepare(json, { config, allowRemoteImages });
    return await send(prepared, { context, lifetime, spender: team.limitKey, startedAt });
  });
}

async function send(prepared: PreparedRequest, team: Team): Promise<Response> {
  const { context, lifetime, spender } = team;
  const { config, log, answerHeaders } = context;
  const model = await requireOfferedModel(prepared.model, config);
  log.set({ model });
  requireUsableKey(config);
  const request = prepared.toRequest(model, config);
  const fallback = fallbackForModel(model, config);
  const second = fallback && prepared.toRequest(fallback.model, fallback.config);
  const { signal } = lifetime;
  const payer = { spender, audience: 'visitor', answerHeaders, signal } as const;
  const budget = lifetime.held.use(
    await reserveBudget(
      payer,
      model,
      () => prepared.worstCase(request),
      config,
      fallback && second
        ? { model: fallback.model, worstCase: () => prepared.worstCase(second) }
        : null,
    ),
  );
  log.note({ wasSent: true });
  const reply = { ...team, prepared, budget };
  const answer =
    !fallback || !second
      ? relay({ ...reply, request, config })
      : withFallback({
          first: () => relay({ ...reply, request, config, ttfbMs: firstTtfbMs(config) }),
          second: () => relay({ ...reply, request: second, config: fallback.config }),
          budget,
          signal,
          onFallback({ kind }) {
            log.set({
              fallback: kind,
              fallbackTo: `${fallback.config.upstreamName} ${fallback.model}`,
            });
            answerHeaders.set('x-starlight-fallback', kind);
          },
        });
  return await answer.catch((error: unknown) => {
    if (!mayBeBilled(error)) budget.release();
    throw error;
  });
}

type ReplyToRelay = Team & {
  prepared: PreparedRequest;
  request: ApiRequest;
  config: Config;
  budget: BudgetOfRequest;
  ttfbMs?: number;
};

async function relay(asked: ReplyToRelay): Promise<Response> {
  const { prepared, request, config, context, lifetime, startedAt, budget, ttfbMs } = asked;
  const { nextAttempt, createWriter, explain = (error) => error } = prepared;
  const { requestId, log } = context;
  const call = {
    signal: lifetime.signal,
    clientRequestId: requestId,
    onSentAgain: (retries: number) => log.set({ retries }),
    nextAttempt,
    ttfbMs,
  };
  const reply = await upstreamFor(config)
    .complete(request, call)
    .catch((error: unknown) => {
      throw explain(error);
    });
  lifetime.held.use(reply);
  log.set({ upstreamRequestId: reply.upstreamRequestId });
  const writer = createWriter(reply, request, config);
  const completion = { reply, writer, lifetime, log, startedAt, budget };
  return await (request.body.stream ? relayStream(completion) : relayDocument(completion));
}
