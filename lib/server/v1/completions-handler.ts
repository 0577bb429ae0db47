import 'server-only';
import type { Config } from '../config/config.ts';
import { worstCaseOf } from '../limits/worst-case-usage.ts';
import { factsOfModel } from '../models/offered-models.ts';
import { type CompletionBody, outputLimitNameFor } from '../upstream/reply/completion-body.ts';
import type { NextAttempt } from '../upstream/request/open-completion.ts';
import { repairApiRequest } from '../upstream/request/repair-api-request.ts';
import { createCompletionWriter } from './completion-writer.ts';
import { createCompletionPicker } from './reply/completion-fields.ts';
import { outputLimitOf } from './request/output-limit.ts';
import {
  parseCompletionRequest,
  type TeamCompletionRequest,
} from './request/parse-completion-request.ts';
import { teamReplyRoute } from './team-reply.ts';

type CompletionsOptions = {
  /** How long a request's body may take to arrive, in milliseconds. */
  bodyTimeoutMs?: number;
};

/** `POST /v1/chat/completions`: OpenAI's own format, for API clients with a team token. */
export function createCompletionsHandler({
  bodyTimeoutMs = 30_000,
}: CompletionsOptions = {}): (request: Request) => Promise<Response> {
  return teamReplyRoute({
    path: '/v1/chat/completions',
    bodyTimeoutMs,
    prepare(json, { allowRemoteImages }) {
      const asked = parseCompletionRequest(json, { allowRemoteImages });
      const includeUsage = asked.stream_options?.include_usage ?? false;
      return {
        model: asked.model,
        toRequest: (model, config) => ({
          dialect: 'chat',
          body: toCompletionBody(asked, model, config),
        }),
        worstCase: worstCaseOf,
        nextAttempt: repairOwnAdditions(asked),
        createWriter(reply, { body }, config) {
          const picker = createCompletionPicker(reply, body.model);
          return createCompletionWriter({ picker, includeUsage, config });
        },
      };
    },
  });
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
