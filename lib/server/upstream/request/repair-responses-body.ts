import 'server-only';
import type { Notice } from '#lib/core/chat/chat-events.ts';
import type { Failure } from '#lib/core/errors/starlight-error.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { ReasoningMember, ResponsesBody } from '../responses/responses-body.ts';

/** A repaired body; `notice` tells the visitor what changed. */
type ResponsesRepair = { body: ResponsesBody; notice: Notice | null };

/**
 * Changes a body of the Responses API that was refused so that it can succeed, or returns null. `store` is
 * never changed: a server that insists on keeping conversations is not used.
 *
 * @param tried the parameters already repaired
 */
export function repairResponsesBody(
  body: ResponsesBody,
  failure: Failure,
  tried: ReadonlySet<string>,
): ResponsesRepair | null {
  const { kind, details } = failure;
  if (kind === 'organization_unverified') return repairUnverified(body, details?.reason);
  if (kind === 'output_limit_too_large') return lowerOutputLimit(body, details?.limitTokens ?? 0);
  // Other servers answer a name they do not know with a bad request.
  if (kind !== 'unsupported_parameter' && kind !== 'bad_request') return null;
  const parameter = details?.parameter;
  // A search of the web is the least common part of a request, so it is dropped for what is not named, too.
  if (parameter === undefined) return withoutRefused(body, 'tools');
  return tried.has(parameter) ? null : withoutRefused(body, parameter);
}

function withoutRefused(body: ResponsesBody, parameter: string): ResponsesRepair | null {
  // Under this name, the transport reports a refused effort of either API.
  if (parameter === 'reasoning_effort') return withoutReasoning(body, 'reasoning.effort');
  const name = parameter.split(/[.[]/, 1)[0] ?? '';
  if (body[name] === undefined) return null;
  switch (name) {
    case 'temperature':
      return { body: without(body, 'temperature'), notice: 'dropped_temperature' };
    case 'top_p':
      return { body: without(body, 'top_p'), notice: 'dropped_top_p' };
    case 'reasoning':
      return withoutReasoning(body, parameter);
    case 'tools':
    case 'max_tool_calls':
      // Both: without the limit, the number of searches would have no bound.
      return {
        body: without(without(body, 'tools'), 'max_tool_calls'),
        notice: 'dropped_web_search',
      };
    case 'stream':
      return withoutStreaming(body);
    case 'truncation':
    case 'include':
      // Nothing is lost: the default of one, and what no one sees of the other.
      return { body: without(body, name), notice: null };
    default:
      return null;
  }
}

/** OpenAI streams some models, and summarizes what they think, for verified organizations only. */
function repairUnverified(body: ResponsesBody, reason: unknown): ResponsesRepair | null {
  if (reason === 'stream') return withoutStreaming(body);
  return reason === 'summary' ? withoutReasoning(body, 'reasoning.summary') : null;
}

/** A summary that is missing changes nothing about the answer, so no notice is needed. */
function withoutReasoning(body: ResponsesBody, parameter: string): ResponsesRepair | null {
  const { effort, summary } = reasoningOf(body);
  switch (parameter) {
    case 'reasoning.summary':
      return summary === undefined ? null : { body: withReasoning(body, { effort }), notice: null };
    case 'reasoning.effort':
      return effort === undefined
        ? null
        : { body: withReasoning(body, { summary }), notice: 'dropped_reasoning_effort' };
    default:
      return {
        body: without(body, 'reasoning'),
        notice: effort === undefined ? null : 'dropped_reasoning_effort',
      };
  }
}

function reasoningOf({ reasoning }: ResponsesBody): ReasoningMember {
  return isRecord(reasoning) ? reasoning : {};
}

function withReasoning(body: ResponsesBody, reasoning: ReasoningMember): ResponsesBody {
  const members = Object.entries(reasoning).filter(([, value]) => value !== undefined);
  return members.length === 0
    ? without(body, 'reasoning')
    : { ...body, reasoning: Object.fromEntries(members) };
}

/** To what the upstream says the model can write, which costs less than what was asked for. */
function lowerOutputLimit(body: ResponsesBody, limit: number): ResponsesRepair | null {
  if (limit < 1 || (body.max_output_tokens ?? 0) <= limit) return null;
  return { body: { ...body, max_output_tokens: limit }, notice: 'lowered_output_limit' };
}

function withoutStreaming(body: ResponsesBody): ResponsesRepair | null {
  return body.stream ? { body: { ...body, stream: false }, notice: 'not_streamed' } : null;
}

function without(body: ResponsesBody, name: string): ResponsesBody {
  const { [name]: _, ...rest } = body;
  // `name` is always an optional field: model, input, stream and store stay.
  return rest as ResponsesBody;
}
