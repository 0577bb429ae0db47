import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';
import { worstCaseOf } from '../limits/worst-case-usage.ts';
import { factsOfModel } from '../models/offered-models.ts';
import { mayAskInOther } from '../upstream/request/dialect-refusal.ts';
import type { NextAttempt } from '../upstream/request/open-completion.ts';
import { repairApiRequest } from '../upstream/request/repair-api-request.ts';
import type { ResponsesBody } from '../upstream/responses/responses-body.ts';
import { createResponsePicker } from './reply/response-events.ts';
import { outputLimitOf } from './request/output-limit.ts';
import {
  parseResponseRequest,
  type TeamResponseRequest,
} from './request/parse-response-request.ts';
import { createResponseWriter } from './response-writer.ts';
import { ResponsesMissingError } from './responses-missing-error.ts';
import { teamReplyRoute } from './team-reply.ts';

type ResponsesOptions = {
  /** How long a request's body may take to arrive, in milliseconds. */
  bodyTimeoutMs?: number;
};

/**
 * `POST /v1/responses`: OpenAI's Responses API, for API clients with a team token. It needs an upstream that
 * has it too; for any other, the failure says how each client switches to Chat Completions.
 */
export function createResponsesHandler({
  bodyTimeoutMs = 30_000,
}: ResponsesOptions = {}): (request: Request) => Promise<Response> {
  return teamReplyRoute({
    path: '/v1/responses',
    bodyTimeoutMs,
    prepare(json, { allowRemoteImages }) {
      const asked = parseResponseRequest(json, { allowRemoteImages });
      return {
        model: asked.model,
        toRequest: (model, config) => ({
          dialect: 'responses',
          body: toResponsesBody(asked, model, config),
        }),
        worstCase: worstCaseOf,
        nextAttempt: repairOwnAdditions(asked),
        createWriter(reply, { body }, config) {
          const { model, max_output_tokens: limit } = body;
          const sent = { request: asked, model, maxOutputTokens: Number(limit) };
          return createResponseWriter(createResponsePicker(reply, sent), config);
        },
        explain: explainMissing,
      };
    },
  });
}

function explainMissing(error: unknown): unknown {
  const isMissing = error instanceof StarlightError && mayAskInOther(error, 'responses');
  return isMissing ? new ResponsesMissingError(error) : error;
}

/** Repairs only what this handler added: the output limit. The rest is the client's. */
function repairOwnAdditions({ max_output_tokens: limit }: TeamResponseRequest): NextAttempt {
  return (sent, failure, tried) =>
    failure.kind === 'output_limit_too_large' && limit === undefined
      ? repairApiRequest(sent, failure, tried)
      : null;
}

function toResponsesBody(asked: TeamResponseRequest, model: string, config: Config): ResponsesBody {
  const { max_output_tokens: asked_limit, stream, background, ...rest } = asked;
  const limit = outputLimitOf(
    { limits: [asked_limit], effort: rest.reasoning?.effort },
    factsOfModel(model, config),
    config,
  );
  return {
    ...rest,
    // As a list, whose items the budget counts.
    input: typeof rest.input === 'string' ? [{ role: 'user', content: rest.input }] : rest.input,
    model,
    stream: stream === true,
    store: false,
    max_output_tokens: limit,
  };
}
