import { openAiFault, unconfirmed } from './openai-wire.ts';
import type { UpstreamFault } from './upstream-fault.ts';

const TYPE = 'invalid_request_error';

/** 400: the content of the messages, such as their length, images, or what a filter rejects. */
export const REQUEST_CONTENT_FAULTS: readonly UpstreamFault[] = [
  unconfirmed(
    openAiFault('req.context_length', 'context_too_long', 400, {
      message:
        "This model's maximum context length is 128000 tokens. However, your messages resulted in 204308 tokens. Please reduce the length of the messages.",
      type: TYPE,
      param: 'messages',
      code: 'context_length_exceeded',
    }),
  ),
  openAiFault('req.string_above_max_length', 'message_too_long', 400, {
    message:
      "Invalid 'messages[17].content': string too long. Expected a string with maximum length 1048576, but got a string with length 1744259 instead.",
    type: TYPE,
    param: 'messages[17].content',
    code: 'string_above_max_length',
  }),
  openAiFault('req.invalid_image_url', 'image_rejected', 400, {
    message: 'Timeout while downloading 20250503_162129.jpg.',
    type: TYPE,
    code: 'invalid_image_url',
  }),
  openAiFault('req.invalid_image_url:invalid_value', 'image_rejected', 400, {
    message: 'Timeout while downloading https://files.example/20250503_162129.jpg.',
    type: TYPE,
    param: 'url',
    code: 'invalid_value',
  }),
  ...['invalid_image', 'sanitizer_server_error', 'invalid_image_format'].map((code) =>
    unconfirmed(
      openAiFault(`req.invalid_image:${code}`, 'image_rejected', 400, {
        message:
          "You uploaded an unsupported image. Please make sure your image is below 20 MB in size and is of one the following formats: ['png', 'jpeg', 'gif', 'webp'].",
        type: TYPE,
        code,
      }),
    ),
  ),
  openAiFault(
    'req.invalid_prompt',
    'content_flagged',
    400,
    {
      message:
        'Invalid prompt: your prompt was flagged as potentially violating our usage policy. Please try again with a different prompt: https://platform.openai.com/docs/guides/reasoning#advice-on-prompting',
      type: TYPE,
      code: 'invalid_prompt',
    },
    {
      'openai-processing-ms': '9922',
      'x-ratelimit-limit-requests': '10000',
      'x-ratelimit-remaining-requests': '9999',
      'x-ratelimit-reset-requests': '6ms',
    },
  ),
  unconfirmed(
    openAiFault('req.safety_identifier_blocked', 'content_flagged', 400, {
      message: 'This safety identifier has been blocked from using this model.',
      type: TYPE,
    }),
  ),
];
