import type { ErrorDetails } from '../../errors/error-body.ts';
import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { ErrorShape } from '../evidence/read-error-shape.ts';

type SafeNames = { [Name in 'model' | 'parameter' | 'host' | 'scope']?: ErrorDetails[Name] };

// Names are allowed by list, not by pattern: part of a key can look like a name.
const PARAMETER_WORDS: ReadonlySet<string> = new Set(
  `audio content detail effort file frequency_penalty function_call functions image_url include
   include_usage input instructions json_schema logit_bias logprobs max_completion_tokens
   max_output_tokens max_tokens max_tool_calls messages metadata modalities model n name
   parallel_tool_calls prediction presence_penalty prompt prompt_cache_key reasoning
   reasoning_effort response_format role safety_identifier schema seed service_tier stop store
   stream stream_options summary temperature text tool_calls tool_choice tools top_k top_logprobs
   top_p truncation type url user verbosity web_search_options`.split(/\s+/),
);

const VENDOR =
  /^(?:openai|anthropic|google|meta-llama|mistralai|qwen|deepseek|x-ai|moonshotai|nvidia|microsoft|cohere)\//;
const MODEL_FAMILY =
  /^(?:chatgpt|gpt|o\d|codex|davinci|text|claude|gemini|gemma|llama|mistral|mixtral|ministral|codestral|pixtral|qwen|qwq|deepseek|grok|phi|command|kimi|glm|hermes|nemotron|granite|olmo)[\d.]{0,4}[a-z]?$/;
const MODEL_ID_PART = /^(?:[a-z]{1,10}|[a-z]?\d[\d.]{0,9}[a-z]{0,2})$/;
const MAX_MODEL_ID_PARTS = 8;

/** Reads the names that matter for this kind, but only names the API itself uses. */
export function readSafeNames(kind: ErrorKind, shape: ErrorShape): SafeNames {
  switch (kind) {
    case 'rate_limited':
    case 'rate_limited_daily':
    case 'request_too_large':
    case 'model_not_found':
    case 'model_not_allowed':
    case 'model_wrong_endpoint':
    case 'organization_unverified':
      return { model: readModelName(shape.message) };
    case 'bad_request':
    case 'unsupported_parameter':
    case 'image_rejected':
    case 'message_too_long':
      return { parameter: readParameterName(shape) };
    case 'wrong_host':
      return { host: readRegionHost(shape.message) };
    case 'missing_scopes':
      return { scope: readScope(shape.message) };
    default:
      return {};
  }
}

/** The request parameter that the upstream names, if the API has it: `messages[0].content`. */
function readParameterName(shape: ErrorShape): string | undefined {
  const quoted = /\b(?:parameter|argument|value|type|for):? '([^'\n]{1,64})'/.exec(shape.message);
  // "field messages is required" (Go), "('body', 'messages')" (Python), "[] is too short - 'messages'".
  const missing =
    /\b(messages|input) is required\b|\('body', '(messages|input)'|\btoo short - '(messages|input)'/.exec(
      shape.message,
    );
  const named = missing?.slice(1).find((name) => name !== undefined);
  return [shape.param, quoted?.[1] ?? '', named ?? ''].map(normalizePath).find(isParameterPath);
}

function normalizePath(path: string): string {
  return path.replaceAll('.[', '[').replace(/\.(\d{1,3})(?=\.|$)/g, '[$1]');
}

function isParameterPath(path: string): boolean {
  if (!/^[a-z_]+(?:\[\d{1,3}\])?(?:\.[a-z_]+(?:\[\d{1,3}\])?)*$/.test(path)) return false;
  return path.split(/[.[\]\d]+/).every((word) => word === '' || PARAMETER_WORDS.has(word));
}

/** A model ID of a known family, in quotes or at its fixed position in a rate limit message. */
function readModelName(message: string): string | undefined {
  const found =
    /\bmodel:? [`'"]([^`'"\s]{1,100})[`'"]/i.exec(message) ??
    /\b(?:reached|too large) for (?:model )?`?([\w.:/-]{1,100})`? (?:in organization|on )/.exec(
      message,
    );
  const name = found?.[1] ?? '';
  return isModelId(name.replace(VENDOR, '')) ? name : undefined;
}

function isModelId(id: string): boolean {
  const [family = '', ...parts] = id.split(/[-:]/);
  return (
    MODEL_FAMILY.test(family) &&
    parts.length <= MAX_MODEL_ID_PARTS &&
    parts.every((part) => MODEL_ID_PART.test(part))
  );
}

/** OpenAI's regional host ("Please make your request to us.api.openai.com"); no other domain. */
function readRegionHost(message: string): string | undefined {
  return /(?<![\w.@-])((?:[a-z]{2}\.)?api\.openai\.com)(?![\w@-]|\.\w)/.exec(message)?.[1];
}

/**
 * The parts of OpenAI's permissions (key page, "Restricted"; API errors as reported). Any other word could be part
 * of a key, and is left out.
 */
const SCOPE_WORDS: ReadonlySet<string> = new Set([
  ...['model', 'models', 'request', 'read', 'write', 'responses', 'chat', 'completions', 'files'],
  ...['assistants', 'threads', 'batches', 'embeddings', 'audio', 'images', 'videos', 'evals'],
  ...['fine_tuning', 'jobs', 'moderations', 'vector_stores', 'realtime', 'containers', 'prompts'],
  ...['management', 'organization', 'projects', 'usage', 'costs', 'webhooks', 'delete', 'list'],
]);

/** The first missing permission ("Missing scopes: model.request"). */
function readScope(message: string): string | undefined {
  const before = /\bMissing scopes?: /.exec(message);
  const named = message.slice((before?.index ?? message.length) + (before?.[0].length ?? 0));
  const scope = /^(?:api|model)(?:\.[a-z_]{1,16}){1,3}(?![\w-]|\.\w)/.exec(named)?.[0];
  const [, ...words] = scope?.split('.') ?? [];
  return words.every((word) => SCOPE_WORDS.has(word)) ? scope : undefined;
}
