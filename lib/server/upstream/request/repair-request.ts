import 'server-only';
import type { Notice } from '#lib/core/chat/chat-events.ts';
import type { Failure } from '#lib/core/errors/starlight-error.ts';
import type { CompletionBody, OutputLimitName } from '../reply/completion-body.ts';

/** A request made acceptable; `notice` is what a visitor is told about it. */
export type Repair = { body: CompletionBody; notice: Notice | null };

const OTHER_LIMIT_NAME: Record<OutputLimitName, OutputLimitName> = {
  max_tokens: 'max_completion_tokens',
  max_completion_tokens: 'max_tokens',
};

/**
 * What to change so that a request that was refused can succeed, or null. Each change takes away
 * what the next refusal would have to name again, except the limit's name: `tried` holds the
 * parameters that were repaired before, so that a request never goes back and forth.
 */
export function repairRequest(
  body: CompletionBody,
  failure: Failure,
  tried: ReadonlySet<string>,
): Repair | null {
  if (failure.kind === 'organization_unverified' && failure.details?.reason === 'stream') {
    return body.stream ? { body: withoutStreaming(body), notice: 'not_streamed' } : null;
  }
  // Older servers say `unknown parameter`, which is a bad request, of names they do not know.
  if (failure.kind !== 'unsupported_parameter' && failure.kind !== 'bad_request') return null;
  const parameter = failure.details?.parameter;
  if (parameter === undefined || body[parameter] === undefined || tried.has(parameter)) return null;
  switch (parameter) {
    case 'max_tokens':
    case 'max_completion_tokens':
      return tried.has(OTHER_LIMIT_NAME[parameter])
        ? null
        : { body: withRenamedLimit(body, parameter), notice: 'renamed_max_tokens' };
    case 'temperature':
      return { body: without(body, 'temperature'), notice: 'dropped_temperature' };
    case 'top_p':
      return { body: without(body, 'top_p'), notice: 'dropped_top_p' };
    case 'stream_options':
      // Costs the token count only, which nobody asked for.
      return { body: without(body, 'stream_options'), notice: null };
    default:
      return null;
  }
}

function withRenamedLimit(body: CompletionBody, from: OutputLimitName): CompletionBody {
  return { ...without(body, from), [OTHER_LIMIT_NAME[from]]: body[from] };
}

function withoutStreaming(body: CompletionBody): CompletionBody {
  return { ...without(body, 'stream_options'), stream: false };
}

function without(body: CompletionBody, name: keyof CompletionBody): CompletionBody {
  const { [name]: _, ...rest } = body;
  // `name` is only ever an optional field: model, messages and stream stay.
  return rest as CompletionBody;
}
