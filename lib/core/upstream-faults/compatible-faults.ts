import { jsonFault } from './openai-wire.ts';
import type { UpstreamFault } from './upstream-fault.ts';

/** Servers that implement OpenAI's API but word their errors differently. */
export const COMPATIBLE_FAULTS: readonly UpstreamFault[] = [
  ...['401', 'Unauthorized'].map((code) =>
    jsonFault(`shape.azure.401:${code}`, 'key_invalid', 401, {
      error: {
        code,
        message:
          'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
      },
    }),
  ),
  jsonFault('shape.azure.content_filter', 'content_flagged', 400, {
    error: {
      message:
        "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry. To learn more about our content filtering policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766",
      type: null,
      param: 'prompt',
      code: 'content_filter',
      status: 400,
      innererror: {
        code: 'ResponsibleAIPolicyViolation',
        content_filter_result: { violence: { filtered: true, severity: 'medium' } },
      },
    },
  }),
  jsonFault('shape.groq', 'key_invalid', 401, {
    error: {
      message: 'Invalid API Key',
      type: 'invalid_request_error',
      code: 'invalid_api_key',
    },
  }),
  jsonFault('shape.groq.498', 'overloaded', 498, {
    error: { message: 'Flex Tier Capacity Exceeded', type: 'flex', code: 'capacity_exceeded' },
  }),
  jsonFault('shape.ollama.v1', 'model_not_found', 404, {
    error: {
      message: 'model "llama3.3" not found, try pulling it first',
      type: 'api_error',
      param: null,
      code: null,
    },
  }),
  jsonFault('shape.ollama.native', 'model_not_found', 404, {
    error: 'model "llama3.3" not found, try pulling it first',
  }),
  jsonFault('shape.vllm.old', 'context_too_long', 400, {
    object: 'error',
    message:
      "This model's maximum context length is 2048 tokens. However, you requested 2723 tokens (2467 in the messages, 256 in the completion). Please reduce the length of the messages or completion.",
    type: 'BadRequestError',
    param: null,
    code: 400,
  }),
  jsonFault('shape.vllm.new', 'bad_request', 400, {
    error: {
      message: 'top_p must be in (0, 1], got 0.0.',
      type: 'BadRequestError',
      param: null,
      code: 400,
    },
  }),
  jsonFault('shape.llamacpp.loading', 'overloaded', 503, {
    error: { code: 503, message: 'Loading model', type: 'unavailable_error' },
  }),
  jsonFault('shape.fastapi:not_found', 'wrong_url', 404, { detail: 'Not Found' }),
  jsonFault('shape.fastapi:not_authenticated', 'key_missing', 403, { detail: 'Not authenticated' }),
  jsonFault('shape.fastapi:list', 'bad_request', 422, {
    detail: [
      {
        type: 'string_type',
        loc: ['body', 'messages', 0, 'content'],
        msg: 'Input should be a valid string',
        input: null,
      },
    ],
  }),
  jsonFault('shape.fastapi:failure', 'server_error', 500, { detail: 'Internal Server Error' }),
  jsonFault('shape.param_not_string', 'bad_request', 400, {
    error: {
      message: 'Input should be a valid list',
      type: 'list_type',
      param: { role: 'user', content: 'What did the contract of 12 May say?' },
      code: 'invalid_parameter',
    },
  }),
];
