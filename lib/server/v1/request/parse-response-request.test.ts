import { describe, expect, it } from 'vitest';
import { parseResponseRequest } from './parse-response-request.ts';
import { RefusedParameterError } from './refused-parameter-error.ts';

const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const REMOTE = 'https://169.254.169.254/latest';
const tool = { type: 'function', name: 'f' };
const call = { type: 'function_call', call_id: 'call_1', name: 'f', arguments: '{}' };
const message = (content: unknown, role = 'user') => ({ type: 'message', role, content });

const parse = (body: object, allowRemoteImages = false) =>
  parseResponseRequest({ input: 'hello', ...body }, { allowRemoteImages });

function refusalOf(body: object, allowRemoteImages = false): { path?: string; advice?: string } {
  try {
    parse(body, allowRemoteImages);
    return {};
  } catch (error) {
    if (!(error instanceof RefusedParameterError)) throw error;
    const { parameter: path = '' } = error.failure.details ?? {};
    return { path, ...(error.advice !== null && { advice: error.advice }) };
  }
}

describe('parseResponseRequest', () => {
  it.each<[string, object]>([
    [
      'items of every kind',
      {
        input: [
          message('Be brief.', 'system'),
          message([{ type: 'input_text', text: 'Be kind.' }], 'developer'),
          message([
            { type: 'input_text', text: 'What is this?' },
            { type: 'input_image', image_url: PIXEL, detail: 'high' },
          ]),
          {
            type: 'reasoning',
            id: 'rs_1',
            summary: [{ type: 'summary_text', text: 'Hm' }],
            content: [{ type: 'reasoning_text', text: 'Hm' }],
            encrypted_content: 'gAAA',
            status: 'completed',
          },
          { ...call, id: 'fc_1', status: 'completed' },
          { type: 'function_call_output', call_id: 'call_1', output: 'rain' },
          {
            type: 'function_call_output',
            call_id: 'call_1',
            output: [{ type: 'input_image', image_url: PIXEL }],
          },
          { type: 'custom_tool_call', call_id: 'c', name: 'g', input: 'x' },
          { type: 'custom_tool_call_output', call_id: 'c', output: '1' },
          {
            ...message([{ type: 'output_text', text: 'So' }], 'assistant'),
            id: 'msg_1',
            status: 'completed',
            phase: 'final_answer',
          },
          message([{ type: 'refusal', refusal: 'No.' }], 'assistant'),
        ],
      },
    ],
    [
      'tools and formats of every kind',
      {
        tools: [
          {
            ...tool,
            description: 'does',
            parameters: { type: 'object', properties: { a: { $ref: '#/$defs/a' }, n: null } },
            strict: true,
          },
          { type: 'custom', name: 'g', description: 'x', format: { type: 'text' } },
          {
            type: 'custom',
            name: 'h',
            format: { type: 'grammar', definition: 'start: "a"', syntax: 'lark' },
          },
        ],
        tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [tool] },
        parallel_tool_calls: false,
        text: {
          format: { type: 'json_schema', name: 'r', schema: { type: 'object' }, strict: true },
          verbosity: 'low',
        },
      },
    ],
    [
      'the parameters that control the reply',
      {
        model: 'm',
        instructions: 'Be brief.',
        stream: true,
        stream_options: { include_obfuscation: false },
        max_output_tokens: 5,
        temperature: 2,
        top_p: 0.5,
        top_logprobs: 20,
        reasoning: { effort: 'xhigh', summary: 'auto', context: 'auto', mode: 'standard' },
        include: ['reasoning.encrypted_content', 'message.output_text.logprobs'],
        truncation: 'auto',
        user: 'u',
      },
    ],
  ])('accepts %s unchanged', (_, body) => {
    expect(parse(body)).toEqual({ input: 'hello', ...body });
  });

  it('drops members that clients send but do not rely on', () => {
    const sent = parse({
      input: [
        { role: 'user', content: 'x' },
        {
          ...message([
            { type: 'output_text', text: 'x', annotations: [], logprobs: [], parsed: 1 },
          ]),
          role: 'assistant',
          phase: null,
        },
        { ...call, parsed_arguments: {}, created_by: 'x' },
      ],
      tools: [{ ...tool, description: null, strict: null }],
      text: { format: { type: 'text' }, verbosity: null },
      reasoning: { effort: 'low', summary: null },
      metadata: { a: 'b' },
      store: true,
      service_tier: 'priority',
      safety_identifier: 'x',
      prompt_cache_key: 'x',
      prompt_cache_options: { mode: 'explicit' },
      prompt_cache_retention: '24h',
      previous_response_id: null,
      conversation: null,
      prompt: null,
      instructions: null,
    });
    expect(sent).toEqual({
      input: [message('x'), message([{ type: 'output_text', text: 'x' }], 'assistant'), call],
      tools: [tool],
      text: { format: { type: 'text' } },
      reasoning: { effort: 'low' },
    });
  });

  it('drops reasoning that only storage could give back, and then the names of other items', () => {
    const named = { ...call, id: 'fc_1' };
    const summary = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: null };
    for (const byName of [summary, { type: 'item_reference', id: 'rs_1' }]) {
      expect(parse({ input: [byName, named] }).input).toEqual([call]);
    }
    const kept = { ...summary, encrypted_content: 'gAAA' };
    expect(parse({ input: [kept, named] }).input).toEqual([kept, named]);
  });

  it.each<[object, string]>([
    [{ previous_response_id: 'resp_1' }, 'previous_response_id'],
    [{ conversation: { id: 'conv_1' } }, 'conversation'],
    [{ background: true }, 'background'],
    [{ prompt: { id: 'pmpt_1' } }, 'prompt'],
    [{ input: [message('x'), { type: 'item_reference', id: 'msg_1' }] }, 'input[1]'],
    [{ input: [{ id: 'msg_1' }] }, 'input[0]'],
    [{ input: [message([{ type: 'input_file', file_url: REMOTE }])] }, 'input[0].content[0]'],
    [{ input: [message([{ type: 'input_image', file_id: 'f' }])] }, 'input[0].content[0]'],
    [{ tools: [tool, { type: 'web_search' }] }, 'tools[1].type'],
    [{ tools: [{ type: 'mcp', server_url: REMOTE }] }, 'tools[0].type'],
    [{ tools: [{ type: 'code_interpreter', container: { type: 'auto' } }] }, 'tools[0].type'],
  ])('refuses %j, names its path and says what to send', (body, path) => {
    expect(refusalOf(body)).toEqual({ path, advice: expect.stringMatching(/^[A-Z].*\.$/) });
  });

  it.each<[object, string]>([
    [{ input: [] }, 'input'],
    [{ input: undefined }, 'input'],
    [{ input: [message([{ type: 'output_text', text: 'x' }])] }, 'input[0].content[0].type'],
    [{ input: [{ role: 'bot', content: 'x' }] }, 'input[0].role'],
    [{ input: [{ ...message('x'), image_url: '' }] }, 'input[0].image_url'],
    [{ input: [{ type: 'computer_call', id: 'x' }] }, 'input[0].type'],
    [{ input: [{ type: 'web_search_call', id: 'x' }] }, 'input[0].type'],
    [{ input: [{ type: 'function_call_output', output: 'x' }] }, 'input[0].call_id'],
    [
      { input: [message([{ type: 'input_image', image_url: REMOTE }])] },
      'input[0].content[0].image_url',
    ],
    [
      {
        input: [
          {
            type: 'function_call_output',
            call_id: 'c',
            output: [{ type: 'input_image', image_url: REMOTE }],
          },
        ],
      },
      'input[0].output[0].image_url',
    ],
    [{ tools: [{ ...tool, image_url: { url: 'x' } }] }, 'tools[0].image_url'],
    [{ tools: [{ ...tool, name: 'f g' }] }, 'tools[0].name'],
    [{ tools: [{ ...tool, parameters: { a: [{ $ref: REMOTE }] } }] }, 'tools[0].parameters'],
    [
      {
        text: {
          format: { type: 'json_schema', name: 'r', schema: { $id: REMOTE, $ref: 'latest' } },
        },
      },
      'text.format.schema',
    ],
    [{ tool_choice: 'any' }, 'tool_choice'],
    [{ tool_choice: { type: 'file_search' } }, 'tool_choice.type'],
    [{ include: ['web_search_call.results'] }, 'include[0]'],
    [{ reasoning: { mode: 'pro' } }, 'reasoning.mode'],
    [{ reasoning: { effort: 'LOW' } }, 'reasoning.effort'],
    [{ max_output_tokens: 0 }, 'max_output_tokens'],
    [{ temperature: 3 }, 'temperature'],
    [{ messages: [] }, 'messages'],
    [{ context_management: [{ type: 'compaction' }] }, 'context_management'],
    [{ moderation: { model: 'm' } }, 'moderation'],
    [{ max_tool_calls: 5 }, 'max_tool_calls'],
    [{ 'not a name': 1 }, 'body'],
    [
      JSON.parse('{"tools":[{"type":"function","name":"f","parameters":{"maximum":-1e400}}]}'),
      'tools[0].parameters.maximum',
    ],
  ])('refuses %j and names its path', (body, path) => {
    expect(refusalOf(body)).toEqual({ path });
  });

  it('accepts https image URLs if OpenAI fetches them, and refuses other URLs', () => {
    const picture = (image_url: string) => ({
      input: [message([{ type: 'input_image', image_url }])],
    });
    expect(refusalOf(picture(REMOTE), true)).toEqual({});
    for (const url of [
      'http://example.com/a.png',
      'file:///etc/passwd',
      'data:image/svg+xml;base64,AAAA',
    ]) {
      expect(refusalOf(picture(url), true)).toEqual({ path: 'input[0].content[0].image_url' });
    }
  });
});
