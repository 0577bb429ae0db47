import type { ErrorKind } from '../errors/error-kinds.ts';
import { unconfirmed } from './openai-wire.ts';
import type { UpstreamFault } from './upstream-fault.ts';

type Ending = Extract<UpstreamFault['wire'], { type: 'stream' }>['ending'];

const COMPLETION = {
  id: 'chatcmpl-CqZ7mT2vXb9LwR4sKd8NfYhJ3pGae',
  object: 'chat.completion.chunk',
  created: 1_767_225_600,
  model: 'gpt-4o-2024-08-06',
  service_tier: 'default',
  system_fingerprint: 'fp_a1b2c3d4e5',
};
const DONE = 'data: [DONE]\n\n';
const START = chunk({ role: 'assistant', content: '', refusal: null });
const WORDS = ['The night ', 'sky is dark ', 'because the universe ', 'is young'].map((content) =>
  chunk({ content }),
);
const SERVER_ERROR = {
  message:
    'The server had an error while processing your request. Sorry about that! You can retry your request, or contact us through our help center at help.openai.com if the error persists.',
  type: 'server_error',
  param: null,
  code: null,
};

/** A 200 whose stream fails or ends abnormally. */
export const STREAM_FAULTS: readonly UpstreamFault[] = [
  streamFault('stream.error_event', 'server_error', [
    START,
    ...WORDS,
    event({ error: SERVER_ERROR }),
  ]),
  streamFault('stream.first_event_error:server_error', 'server_error', [
    event({ error: SERVER_ERROR }),
  ]),
  unconfirmed(
    streamFault('stream.first_event_error:overloaded', 'overloaded', [
      event({
        error: {
          message: 'Our servers are currently overloaded. Please try again later.',
          type: 'service_unavailable_error',
          param: null,
          code: 'server_is_overloaded',
        },
      }),
    ]),
  ),
  // Before ggml-org/llama.cpp#16109, the event's field is `error`, which SSE parsers ignore.
  streamFault('shape.llamacpp.stream_field', 'server_error', [
    START,
    ...WORDS,
    `error: ${JSON.stringify({ code: 500, message: 'Compute error.', type: 'server_error' })}\n\n`,
  ]),
  streamFault('stream.reset', 'reply_interrupted', [START, ...WORDS], 'reset'),
  streamFault('stream.truncated_clean', 'reply_interrupted', [START, ...WORDS]),
  streamFault('stream.idle_stall', 'reply_stalled', [START, ...WORDS], 'stall'),
  streamFault('stream.bad_json', 'reply_invalid', [
    START,
    ...WORDS,
    'data: {"id":"chatcmpl-CqZ7mT2vXb9LwR4sKd8NfYhJ3pGae","choices":[{"index":0,"delta":{"con\n\n',
  ]),
  streamFault('stream.bad_json:html', 'reply_invalid', [
    START,
    ...WORDS,
    'data: <html><head><title>502 Bad Gateway</title></head></html>\n\n',
  ]),
  streamFault('stream.empty', 'reply_empty', [START, chunk({}, 'stop'), DONE]),
  streamFault('finish.length', 'reply_truncated', [START, ...WORDS, chunk({}, 'length'), DONE]),
  streamFault('finish.content_filter', 'reply_filtered', [
    START,
    ...WORDS.slice(0, 2),
    chunk({}, 'content_filter'),
    DONE,
  ]),
  unconfirmed(
    streamFault('finish.unknown_reason', 'reply_end_unknown', [
      START,
      ...WORDS,
      chunk({}, 'OTHER'),
      DONE,
    ]),
  ),
  streamFault('finish.refusal', 'reply_refused', [
    START,
    chunk({ refusal: "I'm sorry, I can't " }),
    chunk({ refusal: 'help with that.' }),
    chunk({}, 'stop'),
    DONE,
  ]),
  ...['tool_calls', 'function_call'].map((reason) =>
    streamFault(`finish.unexpected_tool:${reason}`, 'reply_empty', [
      START,
      chunk(
        reason === 'tool_calls'
          ? {
              tool_calls: [
                {
                  index: 0,
                  id: 'call_Qm7xT2vXb9LwR4sKd8NfYhJ3',
                  type: 'function',
                  function: { name: 'look_up', arguments: '{}' },
                },
              ],
            }
          : { function_call: { name: 'look_up', arguments: '{}' } },
      ),
      chunk({}, reason),
      DONE,
    ]),
  ),
];

function streamFault(
  id: string,
  kind: ErrorKind,
  chunks: readonly string[],
  ending: Ending = 'close',
): UpstreamFault {
  return { id, kind, confirmed: true, wire: { type: 'stream', chunks, ending } };
}

function chunk(delta: Record<string, unknown>, finishReason: string | null = null): string {
  const choice = { index: 0, delta, logprobs: null, finish_reason: finishReason };
  return event({ ...COMPLETION, choices: [choice] });
}

function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}
