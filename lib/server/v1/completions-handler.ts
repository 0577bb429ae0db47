import 'server-only';
import type { ErrorBody } from '#lib/core/error-body.ts';
import { isOpenAiHost } from '#lib/core/inspect-key.ts';
import { StarlightError } from '#lib/core/starlight-error.ts';
import { type ApiContext, apiRoute } from '../api-route.ts';
import { type ReplyLifetime, startReplyLifetime } from '../chat/reply-lifetime.ts';
import { requireOfferedModel } from '../chat/require-offered-model.ts';
import { requireUsableKey } from '../chat/require-usable-key.ts';
import { CLIENT_GONE_STATUS } from '../chat/stream-reply.ts';
import type { Config } from '../config-types.ts';
import { limitDeclaredLength } from '../guards/limit-declared-length.ts';
import { limitVisitorRate } from '../guards/limit-visitor-rate.ts';
import { readJsonBody } from '../guards/read-json-body.ts';
import { requireJson } from '../guards/require-json.ts';
import { requireMethod } from '../guards/require-method.ts';
import {
  type CompletionBody,
  type OutputLimitName,
  outputLimitNameFor,
} from '../upstream/completion-body.ts';
import type { NextAttempt } from '../upstream/open-completion.ts';
import { repairRequest } from '../upstream/repair-request.ts';
import { upstreamFor } from '../upstream/upstream-for-config.ts';
import { type WireError, wireErrorOf, wireErrorOfCause } from '../upstream/wire-error.ts';
import { authorizeTeam } from './authorize-team.ts';
import { respondUnauthorized, respondWithOpenAiError, toOpenAiError } from './openai-error.ts';
import { parseCompletionRequest, type TeamCompletionRequest } from './parse-completion-request.ts';
import { relayStream, relayWhole } from './relay-completion.ts';
import { requireTeamServing } from './require-team-serving.ts';

const ROUTE = '/v1/chat/completions';
const BODY_TIMEOUT_MS = 30_000;

/** `POST /v1/chat/completions`: OpenAI's own format for programs with a team token. */
export function handleCompletions(request: Request): Promise<Response> {
  // What the upstream called its failure; an ErrorBody holds our own name for it only.
  let wire: WireError = wireErrorOf(null);
  const route = apiRoute(
    ROUTE,
    async (context) => {
      try {
        return await complete(context);
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
}

async function complete(context: ApiContext): Promise<Response> {
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
  log.set({ teamToken: team.teamToken });
  requireJson(request);
  requireTeamServing(config);
  limitDeclaredLength(request, config.maxBodyBytes);
  await limitVisitorRate({ limitKey: `team:${team.teamToken}` }, config);
  const asked = parseCompletionRequest(
    await readJsonBody(request, {
      maxBytes: config.maxBodyBytes,
      timeoutMs: BODY_TIMEOUT_MS,
      signal: request.signal,
    }),
    { allowRemoteImages: isOpenAiHost(new URL(config.baseUrl).host) },
  );
  const model = requireOfferedModel(asked.model, config);
  log.set({ model });
  requireUsableKey(config);
  const lifetime = startReplyLifetime(request.signal, () => undefined);
  try {
    return await relay(asked, { context, model, lifetime, startedAt });
  } catch (error) {
    lifetime.end();
    if (lifetime.hasLeft()) return new Response(null, { status: CLIENT_GONE_STATUS });
    throw error;
  }
}

async function relay(
  asked: TeamCompletionRequest,
  given: { context: ApiContext; model: string; lifetime: ReplyLifetime; startedAt: number },
): Promise<Response> {
  const { context, model, lifetime, startedAt } = given;
  const { config, requestId, log } = context;
  const reply = await upstreamFor(config).complete(toCompletionBody(asked, model, config), {
    signal: lifetime.signal,
    clientRequestId: requestId,
    nextAttempt: repairOwnAdditions,
  });
  log.set({
    upstreamRequestId: reply.upstreamRequestId,
    ...(reply.retries > 0 && { retries: reply.retries }),
  });
  const completion = {
    reply,
    lifetime,
    log,
    startedAt,
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
  const limit = Math.min(
    max_completion_tokens ?? max_tokens ?? config.maxOutputTokens,
    config.maxOutputTokens,
  );
  return {
    ...rest,
    model,
    stream: stream === true,
    ...(stream === true && { stream_options: { ...stream_options, include_usage: true } }),
    [limitNameOf(asked, config)]: limit,
  };
}

function limitNameOf(asked: TeamCompletionRequest, { baseUrl }: Config): OutputLimitName {
  if (asked.max_completion_tokens) return 'max_completion_tokens';
  return asked.max_tokens ? 'max_tokens' : outputLimitNameFor(baseUrl);
}
