import 'server-only';
import type { ErrorBody } from '#lib/core/errors/error-body.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { isOpenAiHost } from '#lib/core/key/inspect-key.ts';
import { type ReplyLifetime, startReplyLifetime } from '../chat/reply-lifetime.ts';
import { requireOfferedModel } from '../chat/require-offered-model.ts';
import { requireUsableKey } from '../chat/require-usable-key.ts';
import { CLIENT_GONE_STATUS } from '../chat/stream-reply.ts';
import type { Config } from '../config/config.ts';
import { limitDeclaredLength } from '../guards/limit-declared-length.ts';
import { readJsonBody } from '../guards/read-json-body.ts';
import { requireJson } from '../guards/require-json.ts';
import { requireMethod } from '../guards/require-method.ts';
import { type ApiContext, apiRoute } from '../http/api-route.ts';
import type { Spender } from '../limits/daily-budget.ts';
import {
  limitConcurrentReplies,
  MAX_CONCURRENT_REPLIES,
} from '../limits/limit-concurrent-replies.ts';
import { limitVisitorRate } from '../limits/limit-visitor-rate.ts';
import { type BudgetOfRequest, reserveBudget } from '../limits/reserve-budget.ts';
import { worstCaseOf } from '../limits/worst-case.ts';
import { type CompletionBody, outputLimitNameFor } from '../upstream/completion-body.ts';
import { mayBeBilled } from '../upstream/may-be-billed.ts';
import type { NextAttempt } from '../upstream/open-completion.ts';
import { repairRequest } from '../upstream/repair-request.ts';
import { upstreamFor } from '../upstream/upstream-for-config.ts';
import { type WireError, wireErrorOf, wireErrorOfCause } from '../upstream/wire-error.ts';
import { authorizeTeam } from './authorize-team.ts';
import { respondUnauthorized, respondWithOpenAiError, toOpenAiError } from './openai-error.ts';
import { relayStream, relayWhole } from './relay-completion.ts';
import { createCompletionPicker } from './reply/completion-fields.ts';
import {
  parseCompletionRequest,
  type TeamCompletionRequest,
} from './request/parse-completion-request.ts';
import { requireTeamServing } from './require-team-serving.ts';

const ROUTE = '/v1/chat/completions';

type CompletionsOptions = {
  /** How long a request's body may take to arrive, in milliseconds. */
  bodyTimeoutMs?: number;
};

/** `POST /v1/chat/completions`: OpenAI's own format for programs with a team token. */
export function createCompletionsHandler({
  bodyTimeoutMs = 30_000,
}: CompletionsOptions = {}): (request: Request) => Promise<Response> {
  return (request) => {
    // What the upstream called its failure; an ErrorBody holds our own name for it only.
    let wire: WireError = wireErrorOf(null);
    const route = apiRoute(
      ROUTE,
      async (context) => {
        try {
          return await complete(context, bodyTimeoutMs);
        } catch (error) {
          if (error instanceof StarlightError) wire = wireErrorOfCause(error.cause);
          throw error;
        }
      },
      {
        onError: (body, { config }) =>
          respondWithOpenAiError(body, toOpenAiError(body, wire, config)),
      },
    );
    return route(request);
  };
}

async function complete(context: ApiContext, bodyTimeoutMs: number): Promise<Response> {
  const startedAt = performance.now();
  const { request, config, log } = context;
  // Whoever calls does not own the key, also where every visitor is the operator.
  log.set({ role: 'visitor' });
  requireMethod(request, 'POST');
  const team = await authorizeTeam(request, config);
  if (!team.ok) {
    log.set({ kind: 'access_required', reason: team.code });
    return respondUnauthorized(team);
  }
  const { name, rateLimit } = team.team;
  log.set({ teamToken: name });
  log.note({ isKnown: true });
  requireJson(request);
  requireTeamServing(config);
  limitDeclaredLength(request, config.maxBodyBytes);
  const spender = `team:${name}` as const;
  await limitVisitorRate(
    { limitKey: spender, policy: 'team' },
    { ...config, rateLimit },
    context.answerHeaders,
  );
  const sent = await readJsonBody(request, {
    maxBytes: config.maxBodyBytes,
    timeoutMs: bodyTimeoutMs,
    signal: request.signal,
    sender: spender,
  });
  // Only now: a body that is sent slowly would hold the place meanwhile.
  const releaseSlot = limitConcurrentReplies(spender, MAX_CONCURRENT_REPLIES.team);
  try {
    return await askAndRelay(sent, context, { spender, releaseSlot, startedAt });
  } catch (error) {
    releaseSlot();
    throw error;
  }
}

async function askAndRelay(
  json: unknown,
  context: ApiContext,
  caller: { spender: Spender; releaseSlot: () => void; startedAt: number },
): Promise<Response> {
  const { request, config, log, answerHeaders } = context;
  const asked = parseCompletionRequest(json, {
    allowRemoteImages: isOpenAiHost(new URL(config.baseUrl).host),
  });
  const model = requireOfferedModel(asked.model, config);
  log.set({ model });
  requireUsableKey(config);
  const body = toCompletionBody(asked, model, config);
  const payer = { spender: caller.spender, audience: 'visitor', answerHeaders } as const;
  const budget = reserveBudget(payer, model, () => worstCaseOf(body), config);
  const lifetime = startReplyLifetime(request.signal, config.totalTimeoutMs, () => {
    budget.forfeit();
    caller.releaseSlot();
  });
  log.note({ wasSent: true });
  try {
    return await relay(body, { ...caller, asked, context, lifetime, budget });
  } catch (error) {
    lifetime.end();
    if (lifetime.hasLeft()) return new Response(null, { status: CLIENT_GONE_STATUS });
    throw error;
  }
}

type Relay = {
  asked: TeamCompletionRequest;
  context: ApiContext;
  lifetime: ReplyLifetime;
  budget: BudgetOfRequest;
  startedAt: number;
};

async function relay(body: CompletionBody, given: Relay): Promise<Response> {
  const { asked, context, lifetime, budget, startedAt } = given;
  const { config, requestId, log } = context;
  const call = {
    signal: lifetime.signal,
    clientRequestId: requestId,
    onSentAgain: (retries: number) => log.set({ retries }),
    nextAttempt: repairOwnAdditions,
  };
  const reply = await upstreamFor(config)
    .complete(body, call)
    .catch((error: unknown) => {
      if (!mayBeBilled(error)) budget.release();
      throw error;
    });
  log.set({ upstreamRequestId: reply.upstreamRequestId });
  const completion = {
    reply,
    picker: createCompletionPicker(reply, body.model),
    lifetime,
    log,
    startedAt,
    budget,
    includeUsage: asked.stream_options?.include_usage ?? false,
    describe: (error: ErrorBody, wire: WireError) => toOpenAiError(error, wire, config),
  };
  try {
    return await (asked.stream ? relayStream(completion) : relayWhole(completion));
  } catch (error) {
    reply.close({ finished: false });
    throw error;
  }
}

/** What a program asked for is its own to change; the limit and the token count were added here. */
const repairOwnAdditions: NextAttempt = (body, failure, tried) => {
  const parameter = failure.details?.parameter;
  return parameter === 'max_tokens' ||
    parameter === 'max_completion_tokens' ||
    parameter === 'stream_options'
    ? repairRequest(body, failure, tried)
    : null;
};

function toCompletionBody(
  asked: TeamCompletionRequest,
  model: string,
  config: Config,
): CompletionBody {
  const { max_tokens, max_completion_tokens, stream, stream_options, ...rest } = asked;
  // Of two limits only one is sent, so the stricter one.
  const limit = Math.min(
    max_completion_tokens ?? config.maxOutputTokens,
    max_tokens ?? config.maxOutputTokens,
    config.maxOutputTokens,
  );
  return {
    ...rest,
    model,
    stream: stream === true,
    ...(stream === true && { stream_options: { ...stream_options, include_usage: true } }),
    // By the name that this upstream takes: one that does not know the other ignores it, and the limit.
    [outputLimitNameFor(config.baseUrl)]: limit,
  };
}
