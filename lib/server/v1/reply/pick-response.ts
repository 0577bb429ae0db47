import 'server-only';
import { MODEL_ID } from '#lib/core/chat/model-id.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { KeyDetector } from '../../upstream/secrets/key-detector.ts';
import type { TeamResponseRequest } from '../request/parse-response-request.ts';
import { isOneOf } from './is-one-of.ts';
import { pickId } from './pick-message.ts';
import { pickResponseUsage } from './pick-usage.ts';

type Picked = Record<string, unknown>;

/** What was sent: the reply repeats it, as OpenAI's does. */
export type SentRequest = { request: TeamResponseRequest; model: string; maxOutputTokens: number };

const STATUSES = ['queued', 'in_progress', 'completed', 'incomplete', 'cancelled'];
const INCOMPLETE_REASONS = ['max_output_tokens', 'max_messages', 'content_filter', 'steered'];
const SERVICE_TIERS = ['auto', 'default', 'flex', 'scale', 'priority', 'fast', 'ultrafast'];
const EFFORT = /^[a-z]{1,16}$/;

/**
 * Picks a `Response` (OpenAI API reference, "The Response object"). What repeats the request is taken from
 * the request, and what Starlight does not allow is constant: nothing is stored.
 *
 * @param output the picked items
 */
export function pickResponse(
  response: Picked,
  output: readonly Picked[],
  { request, model, maxOutputTokens }: SentRequest,
  holdsKey: KeyDetector,
): Picked {
  return {
    ...pickIdentity(response, model, holdsKey),
    background: false,
    error: null,
    incomplete_details: pickReason(response['incomplete_details']),
    instructions: request.instructions ?? null,
    max_output_tokens: maxOutputTokens,
    metadata: {},
    output,
    parallel_tool_calls: request.parallel_tool_calls ?? true,
    previous_response_id: null,
    reasoning: pickReasoning(response['reasoning'], request),
    store: false,
    temperature: numberOr(response['temperature'], request.temperature),
    text: { format: { type: 'text' }, ...request.text },
    tool_choice: request.tool_choice ?? 'auto',
    tools: request.tools ?? [],
    top_logprobs: request.top_logprobs ?? 0,
    top_p: numberOr(response['top_p'], request.top_p),
    truncation: request.truncation ?? 'disabled',
    usage: pickResponseUsage(response['usage']) ?? null,
  };
}

function pickIdentity(response: Picked, model: string, holdsKey: KeyDetector): Picked {
  const { status, model: named, service_tier: tier } = response;
  const id = pickId(response['id'], 'resp_', holdsKey);
  const isName = typeof named === 'string' && MODEL_ID.test(named) && !holdsKey(named);
  return {
    ...(id !== undefined && { id }),
    object: 'response',
    ...pickNumber(response, 'created_at'),
    ...pickNumber(response, 'completed_at'),
    ...(isOneOf(STATUSES, status) && { status }),
    model: isName ? named : model,
    ...((tier === null || isOneOf(SERVICE_TIERS, tier)) && { service_tier: tier }),
  };
}

function pickReason(details: unknown): Picked | null {
  const reason = fieldOf(details, 'reason');
  return isOneOf(INCOMPLETE_REASONS, reason) ? { reason } : null;
}

/** The effort is also reported if the model chose it. */
function pickReasoning(reasoning: unknown, request: TeamResponseRequest): Picked {
  const reported = isRecord(reasoning) ? reasoning['effort'] : null;
  const isReported = typeof reported === 'string' && EFFORT.test(reported);
  return {
    effort: isReported ? reported : (request.reasoning?.effort ?? null),
    summary: request.reasoning?.summary ?? null,
  };
}

function pickNumber(response: Picked, name: string): Picked {
  const value = response[name];
  return typeof value === 'number' && Number.isFinite(value) ? { [name]: value } : {};
}

function numberOr(value: unknown, otherwise: number | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : (otherwise ?? null);
}
