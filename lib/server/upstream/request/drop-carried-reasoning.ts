import 'server-only';
import type { Failure } from '#lib/core/errors/starlight-error.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { ApiDialect } from '../api-dialect.ts';
import { withoutReasoning } from '../responses/input-items.ts';
import type { ApiRequest } from './api-request.ts';

/** Under this name, it is remembered that an upstream refuses the reasoning it is sent back. */
const CARRIED = 'carried_reasoning';
/** Where it is: the name of a refusal says no more than that. */
const PLACES: Record<ApiDialect, ReadonlySet<string>> = {
  chat: new Set(['messages', 'reasoning_details', CARRIED]),
  responses: new Set(['input', CARRIED]),
};

/** What is remembered after it was left out. */
export const REFUSED_REASONING: Failure = {
  kind: 'unsupported_parameter',
  details: { parameter: CARRIED },
};

/**
 * The request without the reasoning of earlier replies, if the upstream refuses it or anything that it does
 * not name: it is the least common part of the request, and providers say very differently that they could
 * not verify it. Null without such reasoning.
 */
export function dropCarriedReasoning(
  { dialect, body }: ApiRequest,
  { kind, details }: Failure,
): ApiRequest | null {
  if (kind !== 'unsupported_parameter' && kind !== 'bad_request') return null;
  const root = details?.parameter?.split(/[.[]/, 1)[0] ?? CARRIED;
  if (!PLACES[dialect].has(root)) return null;
  if (dialect === 'chat') {
    if (!body.messages.some((message) => fieldOf(message, 'reasoning_details'))) return null;
    return { dialect, body: { ...body, messages: body.messages.map(withoutDetails) } };
  }
  const input = withoutReasoning(body.input);
  return input.length === body.input.length ? null : { dialect, body: { ...body, input } };
}

function withoutDetails(message: unknown): unknown {
  if (!isRecord(message)) return message;
  const { reasoning_details: _, ...rest } = message;
  return rest;
}
