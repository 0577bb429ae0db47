import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { MessageRule } from './message-rule.ts';

const REFUSED: readonly ErrorKind[] = ['bad_request', 'server_error', 'payload_too_large'];

/** A conversation that exceeds the context window, in dialects that have no code for it. */
export const CONTEXT_MESSAGE_RULES: readonly MessageRule[] = [
  context(
    'openai_vllm',
    /\bmaximum context length (?:is|of) \d/,
    'https://github.com/vllm-project/vllm/issues/12886 ; OpenRouter: https://github.com/refly-ai/refly/issues/1177',
  ),
  context(
    'openai_window',
    /\binput exceeds the context window of this model/,
    'https://github.com/anomalyco/opencode/issues/6071',
  ),
  context(
    'vllm_prompt',
    /\bprompt \((?:total )?length \d{1,12}\) is (?:too long to fit|longer than the maximum model length)/,
    'https://github.com/HKUDS/LightRAG/issues/2743 ; https://github.com/vllm-project/vllm/issues/12165',
  ),
  context(
    'lm_studio',
    /\bkeep the first \d{1,12} tokens when (?:the )?context\b/,
    'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/546',
  ),
  context(
    'llama_cpp',
    /\bexceeds the available context size/,
    'https://github.com/oobabooga/textgen/issues/7257',
  ),
  context(
    'llama_cpp_python',
    /\bRequested tokens \(\d{1,12}\) exceed context window/,
    'https://github.com/abetlen/llama-cpp-python/issues/462',
  ),
  context(
    'anthropic',
    /\bprompt is too long: \d{1,12} tokens > \d{1,12} maximum/,
    'https://github.com/boldsoftware/exe.dev/issues/62',
  ),
  context(
    'google',
    /\binput token count \(\d{1,12}\) exceeds the maximum number of tokens/,
    'https://github.com/google-gemini/gemini-cli/issues/4231',
  ),
  context(
    'xai',
    /\bmaximum prompt length is \d{1,12} but the request contains/,
    'https://github.com/cline/cline/issues/3120',
  ),
  context(
    'text_generation_inference',
    /`inputs` tokens \+ `max_new_tokens` must be <=/,
    'https://github.com/huggingface/text-generation-inference/issues/628',
  ),
  context(
    'litellm',
    /\bContextWindowExceededError\b/,
    'https://docs.litellm.ai/docs/exception_mapping',
  ),
];

function context(dialect: string, pattern: RegExp, source: string): MessageRule {
  return { id: `context.${dialect}`, pattern, refines: REFUSED, kind: 'context_too_long', source };
}
