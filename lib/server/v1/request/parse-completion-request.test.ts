import { describe, expect, it } from 'vitest';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { parseCompletionRequest } from './parse-completion-request.ts';

const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const FRAME = [0xff, 0xfb, 0x90, 0x00];
const MP3 = Buffer.from(FRAME).toString('base64');
const REMOTE = 'https://169.254.169.254/latest';
const hello = { role: 'user', content: 'hello' };
const functionCall = { name: 'f', arguments: '{}' };
const call = { id: 'call_1', type: 'function', function: functionCall };
const tool = { type: 'function', function: { name: 'f' } };

const parse = (body: object, allowRemoteImages = false) =>
  parseCompletionRequest({ messages: [hello], ...body }, { allowRemoteImages });
const userMessage = (...parts: object[]) => ({ messages: [{ role: 'user', content: parts }] });

function refusedPathOf(body: object, allowRemoteImages = false): string | undefined {
  try {
    parse(body, allowRemoteImages);
    return undefined;
  } catch (error) {
    if (!(error instanceof StarlightError)) throw error;
    return error.failure.details?.parameter;
  }
}

/** A WAVE header that declares this sample rate. */
function wave(samples: number, format = 1): string {
  const head = Buffer.alloc(64);
  head.write('RIFF....WAVEfmt ', 'latin1');
  head.writeUInt16LE(format, 20);
  head.writeUInt32LE(samples, 24);
  head.writeUInt32LE(samples, 28);
  return head.toString('base64');
}

describe('parseCompletionRequest', () => {
  it.each<[string, object]>([
    [
      'messages of every role',
      {
        messages: [
          { role: 'system', content: 'Be brief.', name: 'rules' },
          { role: 'developer', content: [{ type: 'text', text: 'Be kind.' }] },
          {
            role: 'user',
            name: 'ada',
            content: [
              { type: 'text', text: 'What is this?' },
              { type: 'image_url', image_url: { url: PIXEL, detail: 'high' } },
              { type: 'input_audio', input_audio: { format: 'mp3', data: MP3 } },
              { type: 'input_audio', input_audio: { format: 'wav', data: wave(16_000) } },
            ],
          },
          { role: 'assistant', content: null, tool_calls: [call], name: 'bot' },
          {
            role: 'assistant',
            tool_calls: [
              { id: 'c', type: 'custom', custom: { name: 'g', input: 'x' } },
              { ...call, extra_content: { google: { thought_signature: 'AbC=' } } },
            ],
            reasoning_content: 'So it is',
          },
          { role: 'tool', tool_call_id: 'call_1', content: [{ type: 'text', text: '1' }] },
          { role: 'tool', tool_call_id: 'c', content: '2', name: 'g' },
          { role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }], refusal: 'No.' },
          { role: 'assistant', content: '', function_call: functionCall, reasoning: 'Hm' },
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: [{ type: 'text', text: 'Hm' }] },
              { type: 'text', text: 'So' },
            ],
          },
          { role: 'function', name: 'f', content: null },
        ],
      },
    ],
    [
      'tools and formats of every kind',
      {
        tools: [
          {
            type: 'function',
            function: {
              name: 'f',
              description: 'does',
              parameters: { type: 'object', properties: { a: { $ref: '#/$defs/a' }, n: null } },
              strict: true,
            },
          },
          { type: 'custom', custom: { name: 'g', description: 'x', format: { type: 'text' } } },
          {
            type: 'custom',
            custom: {
              name: 'h',
              format: { type: 'grammar', grammar: { definition: 'start: "a"', syntax: 'lark' } },
            },
          },
        ],
        tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [tool] } },
        parallel_tool_calls: false,
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'r', description: 'x', schema: { type: 'object' }, strict: true },
        },
      },
    ],
    [
      'the parameters that control the reply',
      {
        model: 'm',
        stream: true,
        stream_options: { include_usage: true, include_obfuscation: false },
        max_tokens: 5,
        max_completion_tokens: 6,
        n: 1,
        temperature: 2,
        top_p: 0.5,
        frequency_penalty: -2,
        presence_penalty: 2,
        logit_bias: { '50256': -100 },
        logprobs: true,
        top_logprobs: 20,
        reasoning_effort: 'xhigh',
        verbosity: 'low',
        seed: -7,
        stop: ['a', 'b'],
        user: 'u',
      },
    ],
  ])('accepts %s unchanged', (_, body) => {
    expect(parse(body)).toEqual({ messages: [hello], ...body });
  });

  it.each(['none', 'auto', 'required', tool, { type: 'custom', custom: { name: 'g' } }])(
    'accepts the tool choice %j',
    (tool_choice) => {
      expect(parse({ tool_choice })).toMatchObject({ tool_choice });
    },
  );

  it.each<[object, string]>([
    [userMessage({ type: 'text', text: 'x', image_url: {} }), 'messages[0].content[0].image_url'],
    [
      userMessage(
        { type: 'text', text: 'x' },
        { type: 'text', text: 'x', video_url: { url: REMOTE } },
      ),
      'messages[0].content[1].video_url',
    ],
    [userMessage({ type: 'video_url', video_url: { url: REMOTE } }), 'messages[0].content[0].type'],
    [userMessage({ type: 'file', file: { file_id: 'file-1' } }), 'messages[0].content[0].type'],
    [userMessage({ type: 'refusal', refusal: 'x' }), 'messages[0].content[0].type'],
    [
      userMessage({ type: 'image_url', image_url: { url: PIXEL }, text: 'x' }),
      'messages[0].content[0].text',
    ],
    [
      userMessage({ type: 'image_url', image_url: { url: PIXEL, prompt: 'x' } }),
      'messages[0].content[0].image_url.prompt',
    ],
    [
      userMessage({ type: 'image_url', image_url: { url: REMOTE } }),
      'messages[0].content[0].image_url.url',
    ],
    [userMessage({ type: 'image_url', image_url: REMOTE }), 'messages[0].content[0].image_url'],
    [
      userMessage({ type: 'input_audio', input_audio: { format: 'wav', data: REMOTE } }),
      'messages[0].content[0].input_audio.data',
    ],
    [
      userMessage({
        type: 'input_audio',
        input_audio: { format: 'wav', url: REMOTE, data: wave(8000) },
      }),
      'messages[0].content[0].input_audio.url',
    ],
    [
      userMessage({ type: 'input_audio', input_audio: { format: 'wav', data: wave(1) } }),
      'messages[0].content[0].input_audio.data',
    ],
    [
      userMessage({ type: 'input_audio', input_audio: { format: 'mp3', data: wave(8000) } }),
      'messages[0].content[0].input_audio.data',
    ],
    [
      {
        messages: [{ role: 'system', content: [{ type: 'image_url', image_url: { url: PIXEL } }] }],
      },
      'messages[0].content[0].type',
    ],
    [
      {
        messages: [
          { role: 'tool', tool_call_id: 'c', content: [{ type: 'image_url', image_url: {} }] },
        ],
      },
      'messages[0].content[0].type',
    ],
    [{ messages: [{ ...hello, image_url: '' }] }, 'messages[0].image_url'],
    [{ messages: [{ ...hello, content: null }] }, 'messages[0].content'],
    [{ messages: [hello, { role: 'assistant', audio: { id: 'a' } }] }, 'messages[1].audio'],
    [{ messages: [{ role: 'bot', content: 'x' }] }, 'messages[0].role'],
    [{ messages: [{ role: 'tool', content: 'x' }] }, 'messages[0].tool_call_id'],
    [
      { messages: [{ role: 'assistant', tool_calls: [{ ...call, image_url: 1 }] }] },
      'messages[0].tool_calls[0].image_url',
    ],
    [{ tools: [{ type: 'web_search' }] }, 'tools[0].type'],
    [{ tools: [{ ...tool, image_url: { url: 'x' } }] }, 'tools[0].image_url'],
    [{ tools: [{ type: 'function', function: { name: 'f g' } }] }, 'tools[0].function.name'],
    [
      {
        tools: [
          { type: 'function', function: { name: 'f', parameters: { a: [{ $ref: REMOTE }] } } },
        ],
      },
      'tools[0].function.parameters',
    ],
    [
      {
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'r', schema: { $id: 'http://10.0.0.1/', $ref: 'latest' } },
        },
      },
      'response_format.json_schema.schema',
    ],
    [{ response_format: { type: 'json_object', image_url: 1 } }, 'response_format.image_url'],
    [{ tool_choice: 'any' }, 'tool_choice'],
    [{ tool_choice: { type: 'file_search' } }, 'tool_choice.type'],
    [{ temperature: 3 }, 'temperature'],
    [{ logit_bias: { hello: 1 } }, 'logit_bias.hello'],
    [{ logit_bias: { '1': 101 } }, 'logit_bias'],
    [{ top_logprobs: 21 }, 'top_logprobs'],
    [{ stop: [1] }, 'stop[0]'],
    [{ max_tokens: 0 }, 'max_tokens'],
    [{ n: 2 }, 'n'],
    [{ modalities: ['text', 'audio'] }, 'modalities'],
    [{ audio: { voice: 'alloy', format: 'wav' } }, 'audio'],
    [{ prediction: { type: 'content', content: 'x' } }, 'prediction'],
    [{ web_search_options: {} }, 'web_search_options'],
    [{ 'not a name': 1 }, 'body'],
  ])('refuses %j and names its path', (body, path) => {
    expect(refusedPathOf(body)).toBe(path);
  });

  it.each([
    ['{"temperature": 1e999999}', 'temperature'],
    [
      '{"tools":[{"type":"function","function":{"name":"f","parameters":{"maximum":-1e400}}}]}',
      'tools[0].function.parameters.maximum',
    ],
    ['{"messages":[{"role":"user","content":[1e400]}]}', 'messages[0].content[0]'],
  ])('refuses a number that JSON cannot represent: %s', (body, path) => {
    expect(refusedPathOf(JSON.parse(body))).toBe(path);
  });

  it('accepts https image URLs if OpenAI fetches them, and refuses other URLs', () => {
    const picture = (url: string) => userMessage({ type: 'image_url', image_url: { url } });
    expect(refusedPathOf(picture(REMOTE), true)).toBeUndefined();
    const refused = 'messages[0].content[0].image_url.url';
    expect(refusedPathOf(picture('http://example.com/a.png'), true)).toBe(refused);
    expect(refusedPathOf(picture('file:///etc/passwd'), true)).toBe(refused);
    expect(refusedPathOf(picture('data:image/svg+xml;base64,AAAA'), true)).toBe(refused);
  });
});
