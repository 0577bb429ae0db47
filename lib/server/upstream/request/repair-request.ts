import 'server-only';
import type { Notice } from '#lib/core/chat/chat-events.ts';
import type { Failure } from '#lib/core/errors/starlight-error.ts';
import type { CompletionBody, OutputLimitName } from '../reply/completion-body.ts';

/** A repaired request; `notice` tells the visitor what changed. */
type Repair = { body: CompletionBody; notice: Notice | null };

const OTHER_LIMIT_NAME: Record<OutputLimitName, OutputLimitName> = {
  max_tokens: 'max_completion_tokens',
  max_completion_tokens: 'max_tokens',
};

const OUTPUT_LIMIT_NAMES = ['max_completion_tokens', 'max_tokens'] as const;

/** What `toCompletionBody` adds for a search of the web. */
const SEARCH_MEMBERS = ['tools', 'max_tool_calls', 'web_search_options', 'enable_search'] as const;

/**
 * Changes a refused request so that it can succeed, or returns null. Each change removes the refused
 * parameter, except for the output limit, which is lowered or renamed: `tried` holds the parameters
 * already repaired, so that a request never alternates between the two names.
 */
export function repairRequest(
  body: CompletionBody,
  failure: Failure,
  tried: ReadonlySet<string>,
): Repair | null {
  if (failure.kind === 'organization_unverified' && failure.details?.reason === 'stream') {
    return body.stream ? { body: withoutStreaming(body), notice: 'not_streamed' } : null;
  }
  if (failure.kind === 'output_limit_too_large') return lowerOutputLimit(body, failure);
  // Older servers answer a name they do not know with `unknown parameter`, which is a bad request.
  if (failure.kind !== 'unsupported_parameter' && failure.kind !== 'bad_request') return null;
  const parameter = failure.details?.parameter;
  const withoutSearch = dropWebSearch(body, parameter);
  if (withoutSearch) return { body: withoutSearch, notice: 'dropped_web_search' };
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
    case 'reasoning_effort':
      return { body: without(body, 'reasoning_effort'), notice: 'dropped_reasoning_effort' };
    case 'stream_options':
      // Only the token count is lost, so no notice is needed.
      return { body: without(body, 'stream_options'), notice: null };
    default:
      return null;
  }
}

/**
 * Without the members that ask for a search of the web, if the upstream refuses one of them, or anything
 * that it does not name: they are the least common part of the request. Null without such members.
 */
function dropWebSearch(body: CompletionBody, parameter: string | undefined): CompletionBody | null {
  const [refused] = parameter?.split(/[.[]/, 1) ?? [];
  const asked = SEARCH_MEMBERS.filter((name) => body[name] !== undefined);
  const isRefused = refused === undefined || asked.some((name) => name === refused);
  if (asked.length === 0 || !isRefused) return null;
  return asked.reduce<CompletionBody>((rest, name) => without(rest, name), body);
}

/** To what the upstream says the model can write, which costs less than what was asked for. */
function lowerOutputLimit(body: CompletionBody, { details }: Failure): Repair | null {
  const limit = details?.limitTokens ?? 0;
  const name = OUTPUT_LIMIT_NAMES.find((candidate) => body[candidate] !== undefined);
  if (name === undefined || limit < 1 || (body[name] ?? 0) <= limit) return null;
  return { body: { ...body, [name]: limit }, notice: 'lowered_output_limit' };
}

function withRenamedLimit(body: CompletionBody, from: OutputLimitName): CompletionBody {
  return { ...without(body, from), [OTHER_LIMIT_NAME[from]]: body[from] };
}

function withoutStreaming(body: CompletionBody): CompletionBody {
  return { ...without(body, 'stream_options'), stream: false };
}

function without(body: CompletionBody, name: keyof CompletionBody): CompletionBody {
  const { [name]: _, ...rest } = body;
  // `name` is always an optional field: model, messages and stream stay.
  return rest as CompletionBody;
}
