import { serverPage } from './edge-pages.ts';
import { jsonFault, openAiFault, pageFault, unconfirmed } from './openai-wire.ts';
import type { UpstreamFault } from './upstream-fault.ts';

/** 400 to 431: the structure of the request. */
export const REQUEST_FAULTS: readonly UpstreamFault[] = [
  badRequest('req.unsupported_parameter', 'unsupported_parameter', {
    message:
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    code: 'unsupported_parameter',
    param: 'max_tokens',
  }),
  unconfirmed(
    badRequest('req.unknown_parameter', 'bad_request', {
      message: "Unknown parameter: 'foo'.",
      code: 'unknown_parameter',
      param: 'foo',
    }),
  ),
  unconfirmed(
    badRequest('req.unknown_parameter:older', 'bad_request', {
      message: 'Unrecognized request argument supplied: foo',
    }),
  ),
  unconfirmed(
    badRequest('req.missing_required', 'bad_request', {
      message: "Missing required parameter: 'messages'.",
      code: 'missing_required_parameter',
      param: 'messages',
    }),
  ),
  unconfirmed(
    badRequest('req.missing_required:older', 'bad_request', {
      message: 'you must provide a model parameter',
    }),
  ),
  unconfirmed(
    badRequest('req.invalid_type', 'bad_request', {
      message:
        "Invalid type for 'messages[0].content': expected one of a string or array of objects, but got null instead.",
      code: 'invalid_type',
      param: 'messages[0].content',
    }),
  ),
  unconfirmed(
    badRequest('req.invalid_value', 'bad_request', {
      message:
        "Invalid value: 'bot'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.",
      code: 'invalid_value',
      param: 'messages[0].role',
    }),
  ),
  ...['array_above_max_length', 'empty_array'].map((code) =>
    unconfirmed(
      badRequest(`req.array_bounds:${code}`, 'bad_request', {
        message:
          code === 'empty_array'
            ? "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead."
            : "Invalid 'messages': array too long. Expected an array with maximum length 2048, but got an array with length 2110 instead.",
        code,
        param: 'messages',
      }),
    ),
  ),
  badRequest('req.json_parse', 'bad_request', {
    message:
      "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON. If you have trouble figuring out how to fix this, please contact us through our help center at help.openai.com.)",
  }),
  unconfirmed(
    badRequest('req.tool_sequence', 'bad_request', {
      message:
        "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: call_Qm7xT2",
      param: 'messages.[3].role',
    }),
  ),
  unconfirmed(
    badRequest('req.json_mode_word', 'bad_request', {
      message:
        "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
      param: 'messages',
    }),
  ),
  unconfirmed(
    badRequest('req.json_schema', 'bad_request', {
      message:
        "Invalid schema for response_format 'answer': In context=(), 'additionalProperties' is required to be supplied and to be false.",
      param: 'response_format',
    }),
  ),
  unconfirmed(
    badRequest('req.stream_options', 'unsupported_parameter', {
      message: "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
      param: 'stream_options',
    }),
  ),
  badRequest('req.service_tier', 'unsupported_parameter', {
    message:
      'Invalid service_tier argument: The requested service tier is not allowed for this project.',
    param: 'service_tier',
  }),
  ...[400, 431].map((status) =>
    unconfirmed(
      pageFault(
        `req.headers_too_large:${status}`,
        'bad_request',
        status,
        serverPage(`${status} Request Header Or Cookie Too Large`, 'cloudflare'),
      ),
    ),
  ),
  unconfirmed(
    openAiFault('http.408', 'upstream_timeout', 408, { message: 'Request Timeout', type: null }),
  ),
  unconfirmed(openAiFault('http.409', 'conflict', 409, { message: 'Conflict', type: null })),
  unconfirmed(
    pageFault(
      'http.413',
      'payload_too_large',
      413,
      serverPage('413 Request Entity Too Large', 'cloudflare'),
    ),
  ),
  unconfirmed(
    openAiFault('http.415', 'bad_request', 415, {
      message:
        "Unsupported content type: 'text/plain'. This API method only accepts 'application/json' requests, but you specified the header 'Content-Type: text/plain'. Please try again with a supported content type.",
      type: 'invalid_request_error',
      code: 'unsupported_content_type',
    }),
  ),
  jsonFault('http.422', 'bad_request', 422, {
    detail: [{ loc: ['body', 'messages'], msg: 'field required', type: 'value_error.missing' }],
  }),
];

function badRequest(
  id: string,
  kind: UpstreamFault['kind'],
  error: { message: string; code?: string; param?: string },
): UpstreamFault {
  return openAiFault(id, kind, 400, { type: 'invalid_request_error', ...error });
}
