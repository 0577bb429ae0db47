import 'server-only';
import { isOpenAiHost } from '#lib/core/key/inspect-key.ts';
import { beginReply } from '../chat/begin-reply.ts';
import type { ReplyLifetime } from '../chat/reply-lifetime.ts';
import { requireOfferedModel } from '../chat/require-offered-model.ts';
import { requireUsableKey } from '../chat/require-usable-key.ts';
import type { Config } from '../config/config.ts';
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
import { worstCaseUsage } from '../limits/worst-case-usage.ts';
import { factsOfModel } from '../models/offered-models.ts';
import { type CompletionBody, outputLimitNameFor } from '../upstream/reply/completion-body.ts';
import { mayBeBilled } from '../upstream/request/may-be-billed.ts';
import type { NextAttempt } from '../upstream/request/open-completion.ts';
import { repairApiRequest } from '../upstream/request/repair-api-request.ts';
import { upstreamFor } from '../upstream/upstream-for-config.ts';
import { createCompletionWriter } from './completion-writer.ts';
import { relayDocument, relayStream } from './relay-completion.ts';
import { createCompletionPicker } from './reply/completion-fields.ts';
import { outputLimitOf } from './request/output-limit.ts';
import {
  parseCompletionRequest,
  type TeamCompletionRequest,
} from './request/parse-completion-request.ts';
import { requireTeamServing } from './require-team-serving.ts';
import { teamRoute } from './team-route.ts';

type CompletionsOptions = {
  /** How long a request's body may take to arrive, in milliseconds. */
  bodyTimeoutMs?: number;
};

/** `POST /v1/chat/completions`: OpenAI's own format, for API clients with a team token. */
export function createCompletionsHandler({
  bodyTimeoutMs = 30_000,
}: CompletionsOptions = {}): (request: Request) => Promise<Response> {
  return teamRoute('/v1/chat/completions', (context) => complete(context, bodyTimeoutMs));
}

async function complete(context: ApiContext, bodyTimeoutMs: number): Promise<Response> {
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
    timeoutMs: bodyTimeoutMs,
    signal: request.signal,
    sender: team.limitKey,
  });
  return await beginReply(request.signal, config.totalTimeoutMs, (lifetime) => {
    // Only after reading the body: a slow upload would hold the slot.
    lifetime.held.use(limitConcurrentReplies(team.limitKey, MAX_CONCURRENT_REPLIES.team));
    return prepareAndRelay(json, context, { spender: team.limitKey, lifetime, startedAt });
  });
}

async function prepareAndRelay(
  json: unknown,
  context: ApiContext,
  { spender, lifetime, startedAt }: { spender: Spender } & Pick<Relay, 'lifetime' | 'startedAt'>,
): Promise<Response> {
  const { config, log, answerHeaders } = context;
  const completionRequest = parseCompletionRequest(json, {
    allowRemoteImages: isOpenAiHost(new URL(config.baseUrl).host),
  });
  const model = await requireOfferedModel(completionRequest.model, config);
  log.set({ model });
  requireUsableKey(config);
  const body = toCompletionBody(completionRequest, model, config);
  const payer = { spender, audience: 'visitor', answerHeaders } as const;
  const budget = lifetime.held.use(reserveBudget(payer, model, () => worstCaseUsage(body), config));
  log.note({ wasSent: true });
  return await relay(body, { completionRequest, context, lifetime, budget, startedAt });
}

type Relay = {
  completionRequest: TeamCompletionRequest;
  context: ApiContext;
  lifetime: ReplyLifetime;
  budget: BudgetOfRequest;
  startedAt: number;
};

async function relay(body: CompletionBody, options: Relay): Promise<Response> {
  const { completionRequest, context, lifetime, budget, startedAt } = options;
  const { config, requestId, log } = context;
  const call = {
    signal: lifetime.signal,
    clientRequestId: requestId,
    onSentAgain: (retries: number) => log.set({ retries }),
    nextAttempt: repairOwnAdditions(completionRequest),
  };
  const reply = await upstreamFor(config)
    .complete({ dialect: 'chat', body }, call)
    .catch((error: unknown) => {
      if (!mayBeBilled(error)) budget.release();
      throw error;
    });
  lifetime.held.use(reply);
  log.set({ upstreamRequestId: reply.upstreamRequestId });
  const completion = {
    reply,
    writer: createCompletionWriter({
      picker: createCompletionPicker(reply, body.model),
      includeUsage: completionRequest.stream_options?.include_usage ?? false,
      config,
    }),
    lifetime,
    log,
    startedAt,
    budget,
  };
  return await (completionRequest.stream ? relayStream(completion) : relayDocument(completion));
}

/** Repairs only what this handler added: the output limit and the token count. The rest is the client's. */
function repairOwnAdditions(request: TeamCompletionRequest): NextAttempt {
  const hasOwnLimit = (request.max_tokens ?? request.max_completion_tokens) === undefined;
  return (sent, failure, tried) => {
    const parameter = failure.details?.parameter;
    const isOurs =
      failure.kind === 'output_limit_too_large'
        ? hasOwnLimit
        : parameter === 'max_tokens' ||
          parameter === 'max_completion_tokens' ||
          parameter === 'stream_options';
    return isOurs ? repairApiRequest(sent, failure, tried) : null;
  };
}

function toCompletionBody(
  completionRequest: TeamCompletionRequest,
  model: string,
  config: Config,
): CompletionBody {
  const { max_tokens, max_completion_tokens, stream, stream_options, ...rest } = completionRequest;
  const limit = outputLimitOf(
    { limits: [max_completion_tokens, max_tokens], effort: rest.reasoning_effort },
    factsOfModel(model, config),
    config,
  );
  return {
    ...rest,
    model,
    stream: stream === true,
    ...(stream === true && { stream_options: { ...stream_options, include_usage: true } }),
    // Only one limit is sent, under the name this upstream accepts: one that ignores an unknown name would
    // ignore the limit.
    [outputLimitNameFor(config.baseUrl)]: limit,
  };
}
