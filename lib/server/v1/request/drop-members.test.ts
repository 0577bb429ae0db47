import { describe, expect, it } from 'vitest';
import { parseCompletionRequest } from './parse-completion-request.ts';

const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const hello = { role: 'user', content: 'hello' };
const functionCall = { name: 'f', arguments: '{}' };
const call = { id: 'call_1', type: 'function', function: functionCall };
const tool = { type: 'function', function: { name: 'f' } };

const parse = (body: object) =>
  parseCompletionRequest({ messages: [hello], ...body }, { allowRemoteImages: false });

describe('parseCompletionRequest', () => {
  it('drops members that clients send but do not rely on', () => {
    const cached = { cache_control: { type: 'ephemeral' } };
    const sent = parse({
      messages: [
        { ...hello, ...cached },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'x', ...cached, prompt_cache_breakpoint: { mode: 'explicit' } },
            { type: 'image_url', image_url: { url: PIXEL, detail: null } },
          ],
        },
        {
          role: 'assistant',
          content: null,
          refusal: null,
          audio: null,
          function_call: null,
          annotations: [],
          parsed: { a: 1 },
          provider_specific_fields: { a: 1 },
          reasoning_content: null,
          reasoning_details: [{ data: 'x' }],
          thinking_blocks: [],
          tool_calls: [{ ...call, index: 0, function: { ...functionCall, parsed_arguments: {} } }],
        },
        { role: 'assistant', content: 'x', tool_calls: null },
      ],
      tools: [{ ...tool, ...cached, function: { name: 'f', description: null, strict: null } }],
      response_format: { type: 'json_schema', json_schema: { name: 'r', strict: null } },
      metadata: { a: 'b' },
      store: true,
      service_tier: 'priority',
      safety_identifier: 'x',
      prompt_cache_key: 'x',
      prompt_cache_options: { mode: 'explicit' },
      prompt_cache_retention: '24h',
      stream_options: { include_usage: true, continuous_usage_stats: true },
      max_tokens: null,
      stop: null,
      tool_choice: null,
      user: null,
      modalities: null,
    });
    expect(sent).toEqual({
      messages: [
        hello,
        {
          role: 'user',
          content: [
            { type: 'text', text: 'x' },
            { type: 'image_url', image_url: { url: PIXEL } },
          ],
        },
        { role: 'assistant', content: null, tool_calls: [call] },
        { role: 'assistant', content: 'x' },
      ],
      tools: [tool],
      response_format: { type: 'json_schema', json_schema: { name: 'r' } },
      stream_options: { include_usage: true },
    });
  });
});
