import 'server-only';
import type { FinishReason } from '#lib/core/chat/chat-events.ts';
import type { Failure } from '#lib/core/errors/starlight-error.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';

/** How an upstream says that it could not write the whole reply. */
type BrokenOff = keyof typeof FAILURES;

/** How a reply ended, according to its finish reason. */
export type UpstreamEnding = FinishReason | BrokenOff;

const FAILURES = {
  interrupted: { kind: 'reply_interrupted', details: { reason: 'by_upstream' } },
  timed_out: { kind: 'reply_timeout', details: { reason: 'by_upstream' } },
  overloaded: { kind: 'overloaded' },
  server_error: { kind: 'server_error' },
} as const satisfies Record<string, Failure>;

/**
 * Every finish reason that Starlight knows, without the separators; each source is named once.
 * A reason that is in no list, such as Google's OTHER, is `unknown`. Not confirmed: those of Aleph Alpha,
 * GigaChat, Hunyuan, llama.cpp, MiniMax, Qianfan and Titan.
 */
const REASONS: Readonly<Record<Exclude<UpstreamEnding, 'unknown'>, readonly string[]>> = {
  stop: [
    // OpenAI: API reference, "The chat completion object".
    'stop',
    // Anthropic: "Handling stop reasons". Cohere: API reference, "Chat". Bedrock: "Converse"; Titan.
    ...['endturn', 'stopsequence', 'complete', 'finish'],
    // TGI and watsonx.ai: API references. Together: chunks seen. llama.cpp: tools/server/README.md.
    ...['eostoken', 'eos', 'word'],
    // LM Studio: LLMPredictionStopReason. OpenAI's Responses API, seen at OpenRouter. Qianfan.
    ...['eosfound', 'stopstringfound', 'completed', 'normal'],
    // Servers in front of Ollama and LM Studio: earendil-works/pi#2142. Aleph Alpha: "Completion".
    ...['end', 'endoftext'],
    // Ollama: docs/api.md, for a request that only loads or unloads a model.
    ...['load', 'unload'],
  ],
  length: [
    'length',
    // Anthropic, Cohere, Google ("FinishReason" of GenerateContent).
    ...['maxtokens', 'modelcontextwindowexceeded', 'errorlimit'],
    // Mistral: "Chat completion". MiniMax: "ChatCompletion". watsonx.ai. llama.cpp.
    ...['modellength', 'maxoutput', 'tokenlimit', 'limit'],
    // xAI: sample.proto. LM Studio. OpenAI's Responses API.
    ...['maxlen', 'maxcontext', 'maxpredictedtokensreached', 'contextlengthreached'],
    // Aleph Alpha. Gateways, after OpenAI's error code.
    ...['maxoutputtokens', 'maximumtokens', 'outputtokenlimit', 'contextlengthexceeded'],
  ],
  content_filter: [
    'contentfilter',
    // Google. MODEL_ARMOR: Vertex AI.
    ...['safety', 'recitation', 'blocklist', 'prohibitedcontent', 'spii', 'language'],
    ...['imagesafety', 'imageprohibitedcontent', 'imagerecitation', 'modelarmor'],
    // Cohere. Bedrock. Zhipu and Hunyuan: "Chat completion". GigaChat.
    ...['errortoxic', 'guardrailintervened', 'contentfiltered', 'sensitive', 'blacklist'],
  ],
  refusal: ['refusal'],
  tool_calls: ['toolcalls', 'functioncall', 'tooluse', 'toolcall'],
  interrupted: [
    // vLLM: FinishReason; vllm-project/vllm#57082. SGLang: FINISH_ABORT. DeepSeek's hosts.
    ...['abort', 'aborted', 'repetition', 'repetitiontruncation'],
    // watsonx.ai, TensorRT-LLM, Cohere, LM Studio.
    ...['cancelled', 'canceled', 'usercancel', 'userstopped', 'modelunloaded'],
    // Zhipu. Anthropic, for a turn that the next request would continue.
    ...['networkerror', 'pauseturn'],
    // Google and Bedrock: the model wrote something unusable. Google's OpenAI endpoint writes
    // "function_call_filter: MALFORMED_FUNCTION_CALL".
    ...['malformedfunctioncall', 'unexpectedtoolcall', 'toomanytoolcalls', 'functioncallfilter'],
    ...['malformedresponse', 'missingthoughtsignature', 'malformedmodeloutput', 'malformedtooluse'],
  ],
  timed_out: ['timelimit', 'timeout'],
  // DeepSeek: "Create Chat Completion".
  overloaded: ['insufficientsystemresource'],
  // Mistral, Cohere, watsonx.ai, vLLM, OpenRouter. LM Studio. LLM Gateway.
  server_error: ['error', 'failed', 'upstreamerror', 'gatewayerror'],
};
// Written into every chunk but the last. watsonx.ai and TensorRT-LLM: NOT_FINISHED.
const NOT_ENDED = ['null', 'none', 'notfinished'];
// Google: FINISH_REASON_STOP. xAI: REASON_STOP.
const PREFIX = /^(?:finish)?reason/;
const MAX_LENGTH = 100;

const ENDINGS: ReadonlyMap<string, UpstreamEnding | null> = new Map([
  ...NOT_ENDED.map((word) => [word, null] as const),
  ...Object.entries(REASONS).flatMap(([ending, words]) =>
    // The keys of `REASONS` are endings.
    words.map((word) => [word, ending as UpstreamEnding] as const),
  ),
]);

/**
 * Reads how a choice ended; null if it has not. Case and separators do not matter. The native reason
 * that OpenRouter and LiteLLM add counts if the other one calls a reply normal that was not, or is unknown.
 */
export function readUpstreamEnding(choice: Record<string, unknown>): UpstreamEnding | null {
  const ending = endingOf(choice['finish_reason']);
  if (ending !== 'stop' && ending !== 'unknown') return ending;
  const native = endingOf(
    choice['native_finish_reason'] ??
      fieldOf(choice['provider_specific_fields'], 'native_finish_reason'),
  );
  if (native === null || native === 'unknown') return ending;
  return ending === 'stop' && native === 'tool_calls' ? ending : native;
}

/** Whether an ending is a failure. */
export function isBrokenOff(ending: UpstreamEnding | null): ending is BrokenOff {
  return ending !== null && Object.hasOwn(FAILURES, ending);
}

/** The failure that an ending is. */
export function failureOfEnding(ending: BrokenOff): Failure {
  return { ...FAILURES[ending], certainty: 'recognized' };
}

function endingOf(reason: unknown): UpstreamEnding | null {
  if (reason === undefined || reason === null || reason === false) return null;
  // SGLang: {"type":"stop","matched":…}.
  const text = isRecord(reason) ? reason['type'] : reason;
  if (typeof text !== 'string' || text.length > MAX_LENGTH) return 'unknown';
  if (text.trim() === '') return null;
  const [category = ''] = text.split(':', 1);
  for (const word of [fold(text), fold(text).replace(PREFIX, ''), fold(category)]) {
    const ending = word === '' ? undefined : ENDINGS.get(word);
    if (ending !== undefined) return ending;
  }
  return 'unknown';
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
