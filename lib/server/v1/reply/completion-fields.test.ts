import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject } from '#lib/core/json/is-object.ts';
import {
  chunkOf,
  documentOf,
  IDENTITY,
  KEY,
  pickerFor,
  relayedText,
} from '#tests/support/completion-pickers.ts';

/** The names of all members at any depth. */
function namesIn(value: unknown): string[] {
  if (!isObject(value)) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...own, ...Object.values(value).flatMap(namesIn)];
}

describe('createCompletionPicker', () => {
  it.each<[string, object]>([
    ['a text', chunkOf({ role: 'assistant', content: 'hi', refusal: null })],
    ['a finish reason', chunkOf({}, { finish_reason: 'tool_calls', logprobs: null })],
    ['a legacy finish reason', chunkOf({}, { finish_reason: 'function_call' })],
    ['reasoning', chunkOf({ content: null, reasoning_content: 'so', reasoning: 'hm' })],
    [
      'calls',
      chunkOf({
        tool_calls: [
          {
            index: 1,
            id: 'functions.f:0',
            type: 'function',
            function: { name: 'f', arguments: '{}' },
            extra_content: { google: { thought_signature: 'AbC=' } },
          },
          { index: 2, id: 'c', type: 'custom', custom: { name: 'g', input: 'x' } },
        ],
        function_call: { name: 'f', arguments: '{' },
      }),
    ],
    [
      'parts',
      chunkOf({
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'so' }] },
          { type: 'text', text: 'hi' },
        ],
      }),
    ],
    [
      'citations',
      chunkOf({
        annotations: [
          {
            type: 'url_citation',
            url_citation: { start_index: 0, end_index: 2, title: 'A', url: 'https://a.test' },
          },
        ],
      }),
    ],
    [
      'sources beside the choices',
      {
        ...chunkOf({ content: 'hi' }),
        citations: ['https://a.test/'],
        search_results: [{ title: 'A', url: 'https://a.test/', date: '2026-11-01', snippet: 'a' }],
      },
    ],
    [
      'images',
      chunkOf({
        images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' }, index: 0 }],
        content: [{ type: 'image_url', image_url: { url: 'https://a.test/a.png' } }],
      }),
    ],
    [
      'log probabilities',
      chunkOf(
        { content: 'hé' },
        {
          logprobs: {
            content: [
              {
                token: 'h',
                bytes: [104],
                logprob: -0.5,
                top_logprobs: [{ token: 'H', bytes: [72], logprob: -1 }],
              },
              { token: '\\xc3', bytes: [195], logprob: -0.5, top_logprobs: [] },
            ],
            refusal: null,
          },
        },
      ),
    ],
    [
      'a token count',
      {
        ...IDENTITY,
        choices: [],
        usage: {
          prompt_tokens: 1,
          completion_tokens: 2,
          total_tokens: 3,
          prompt_tokens_details: { cached_tokens: 0 },
          completion_tokens_details: { reasoning_tokens: 1 },
        },
      },
    ],
    ['a null usage', { ...chunkOf({ content: 'x' }), usage: null }],
  ])('relays %s unchanged', (_, chunk) => {
    expect(pickerFor().chunk(chunk)).toEqual(chunk);
    expect(pickerFor(`sk-${'z'.repeat(40)}`).chunk(chunk)).toEqual(chunk);
  });

  it.each([
    ['end_turn', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['SAFETY', 'content_filter'],
    ['refusal', 'content_filter'],
    ['tool_use', 'tool_calls'],
    // The reply may be incomplete, which is all that a documented value can say.
    ['something_new', 'length'],
    [{ type: 'stop', matched: 2 }, 'stop'],
    // The failure follows.
    ['network_error', null],
    ['', null],
    [null, null],
  ])('relays the finish reason %j as %j, a value that OpenAI documents', (reason, relayed) => {
    const chunk = chunkOf({}, { finish_reason: reason });
    expect(pickerFor().chunk(chunk)).toEqual(chunkOf({}, { finish_reason: relayed }));
    const document = documentOf({}, { finish_reason: reason });
    expect(pickerFor().document(document)).toEqual(documentOf({}, { finish_reason: relayed }));
  });

  it('relays a finish reason that only the native one explains', () => {
    const chunk = chunkOf({}, { finish_reason: 'stop', native_finish_reason: 'SAFETY' });
    expect(pickerFor().chunk(chunk)).toEqual(chunkOf({}, { finish_reason: 'content_filter' }));
  });

  it.each([
    ['without choices', { usage: { prompt_tokens: 1 } }],
    ['with null choices', { choices: null, usage: { prompt_tokens: 1 } }],
    ['of Groq', { choices: [], x_groq: { usage: { prompt_tokens: 1 } } }],
  ])('relays a usage %s as OpenAI writes it', (_, chunk) => {
    expect(pickerFor().chunk({ ...IDENTITY, ...chunk })).toEqual({
      ...IDENTITY,
      choices: [],
      usage: { prompt_tokens: 1 },
    });
  });

  it('relays a complete document unchanged', () => {
    const message = { role: 'assistant', content: 'hi', refusal: null, annotations: [] };
    const call = { id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } };
    const document = documentOf({ ...message, tool_calls: [call] }, { logprobs: null });
    expect(pickerFor().document(document)).toEqual(document);
    expect(pickerFor().chunk(document)).toMatchObject({
      object: 'chat.completion.chunk',
      choices: [{ delta: { ...message, tool_calls: [{ index: 0, ...call }] } }],
    });
  });

  it('nests a citation that is written flat', () => {
    const flat = { type: 'url_citation', url: 'https://a.test/', title: 'A', start_index: 1 };
    expect(pickerFor().chunk(chunkOf({ annotations: [flat] }))).toEqual(
      chunkOf({
        annotations: [
          {
            type: 'url_citation',
            url_citation: { url: 'https://a.test/', title: 'A', start_index: 1 },
          },
        ],
      }),
    );
  });

  it('does not add an index to a streamed tool call without one', () => {
    const delta = { tool_calls: [{ id: 'c', function: { name: 'f', arguments: '{}' } }] };
    expect(pickerFor().chunk(chunkOf(delta, { index: null }))).toEqual(chunkOf(delta));
  });

  it.each([
    ['beside the choices', { ...chunkOf({ content: 'hi' }), debug: 'X' }],
    ['in a choice', chunkOf({ content: 'hi' }, { debug: 'X', error: { message: 'X' } })],
    ['in a delta', chunkOf({ content: 'hi', headers: 'X', audio: { data: 'X' }, name: 'X' })],
    ['in a call', chunkOf({ tool_calls: [{ index: 0, debug: 'X', function: { debug: 'X' } }] })],
    ['in a part', chunkOf({ content: [{ type: 'text', text: '', debug: 'X' }, { type: 'X' }] })],
    ['in a citation', chunkOf({ annotations: [{ type: 'X' }, { type: 'url_citation', x: 'X' }] })],
    ['in an image', chunkOf({ images: ['X', { X: 'X', image_url: { url: 'u', X: 'X' } }] })],
    [
      'in a source',
      { ...chunkOf({}), citations: [{ url: 'X' }], search_results: ['X', { url: ['X'], X: 'X' }] },
    ],
    [
      'in a probability',
      chunkOf({}, { logprobs: { X: 'X', content: [{ token: '', X: 'X', logprob: 'X' }] } }),
    ],
    ['in a count', { ...IDENTITY, choices: [], usage: { prompt_tokens: 1, cost: 'X' } }],
    ['in the details of a count', { choices: [], usage: { prompt_tokens_details: { x: 'X' } } }],
    ['as another type', chunkOf({ content: { X: 'X' }, refusal: ['X'], reasoning: { X: 'X' } })],
    ['as another type of call', chunkOf({ tool_calls: [{ function: { arguments: { X: 'X' } } }] })],
    ['as a role', chunkOf({ role: 'X' })],
    ['as an index', { choices: [{ index: 'X', delta: { content: 'X' } }] }],
    ['as a finish reason', chunkOf({}, { finish_reason: 'X of some kind' })],
    ['as a finish reason of another type', chunkOf({}, { finish_reason: ['X'] })],
    ['as a model', { ...chunkOf({}), model: 'X with spaces' }],
    ['as a creation time', { ...chunkOf({}), created: 'X' }],
    ['as a tier', { ...chunkOf({}), service_tier: ['X'] }],
    ['as a fingerprint', { ...chunkOf({}), system_fingerprint: 'X X' }],
    ['as an id', { ...chunkOf({}), id: 'X X' }],
    ['as padding', { ...chunkOf({}), obfuscation: 'X' }],
    ['as an object', { ...chunkOf({}), object: 'X' }],
    ['as another document', { type: 'ping', X: 'X' }],
    ['as text', 'X'],
  ])('drops an unexpected value %s', (_, chunk) => {
    expect(relayedText([chunk])).not.toContain('X');
    expect(JSON.stringify(pickerFor().document(chunk))).not.toContain('X');
  });

  it('keeps the length of padding, and replaces an invalid model with the requested one', () => {
    expect(pickerFor().chunk({ ...chunkOf({}), obfuscation: 'abc' })).toMatchObject({
      obfuscation: '000',
    });
    expect(pickerFor().chunk({ ...chunkOf({}), model: KEY })).toMatchObject({
      model: 'gpt-requested',
    });
  });

  it('returns only known names and types, whatever the upstream sends', () => {
    const NAMES = new Set(
      `id object created model service_tier system_fingerprint obfuscation usage prompt_tokens
       completion_tokens total_tokens prompt_tokens_details completion_tokens_details choices index
       delta message finish_reason logprobs role content refusal reasoning reasoning_content type text
       thinking tool_calls function custom name arguments input function_call annotations url_citation
       title url start_index end_index extra_content google thought_signature token bytes logprob
       top_logprobs audio_tokens cached_tokens cache_write_tokens reasoning_tokens citations
       search_results date last_updated snippet images image_url`.split(/\s+/),
    );
    const member = fc.constantFrom(...NAMES, '0', 'constructor', 'toString', 'debug');
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 7, withCrossShrink: true },
        fc.constantFrom(null, true, -1, 0, 1.5, 1e300, '', 'text', 'function', 'url_citation'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(member, tie('value'), { maxKeys: 6 }),
      ),
    }));
    const choice = fc.record({ index: value, delta: value, message: value, logprobs: value });
    const chunk = fc.record({ id: value, choices: fc.array(choice), usage: value, model: value });
    fc.assert(
      fc.property(fc.oneof(chunk, value), (input) => {
        for (const relayed of [pickerFor().chunk(input), pickerFor().document(input)]) {
          // It survives a JSON round trip: it contains nothing that JSON cannot represent.
          expect(JSON.parse(JSON.stringify(relayed))).toEqual(relayed);
          expect(namesIn(relayed).filter((name) => !NAMES.has(name))).toEqual([]);
        }
        const relayed = pickerFor().chunk(input);
        expect(pickerFor().chunk(relayed)).toEqual(relayed);
      }),
    );
  });
});
