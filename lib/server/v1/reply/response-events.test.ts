import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRecord } from '#lib/core/json/is-record.ts';
import { createKeyDetector } from '#lib/server/upstream/secrets/key-detector.ts';
import { createKeyRemover } from '#lib/server/upstream/secrets/key-remover.ts';
import { KEY, SECRET } from '#tests/support/completion-pickers.ts';
import {
  callItem,
  messageItem,
  reasoningItem,
  responseOf,
} from '#tests/support/response-replies.ts';
import { createResponsePicker } from './response-events.ts';

const PLACE = { item_id: 'msg_1', output_index: 0, content_index: 0 };

const pickerFor = (request: object = {}) =>
  createResponsePicker(
    { holdsKey: createKeyDetector(KEY), keyRemover: createKeyRemover(KEY) },
    { request: { input: 'hello', ...request }, model: 'gpt-requested', maxOutputTokens: 100 },
  );

/** What is relayed of these events, without their numbers. */
function relayed(...events: readonly unknown[]): Record<string, unknown>[] {
  const picker = pickerFor();
  const all = [...events.flatMap(picker.events), ...picker.rest()];
  expect(all.map(({ sequence_number }) => sequence_number)).toEqual([...all.keys()]);
  return all.map(({ sequence_number: _, ...event }) => event);
}

const joinedDeltas = (events: readonly Record<string, unknown>[]) =>
  events.map(({ delta }) => delta ?? '').join('');

/** Adds members of every kind to each object of a value. */
function withNoise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNoise);
  if (!isRecord(value)) return value;
  const noise = { secret: KEY, nested: { key: KEY }, error: { message: KEY }, message: KEY };
  return {
    ...noise,
    ...Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withNoise(each)])),
  };
}

describe('createResponsePicker', () => {
  it.each<[string, object]>([
    ['response.output_text', {}],
    ['response.refusal', {}],
    ['response.reasoning_text', {}],
    ['response.reasoning_summary_text', { summary_index: 0 }],
    ['response.function_call_arguments', {}],
    ['response.custom_tool_call_input', {}],
  ])('removes the key from %s, wherever the stream is split', (type, place) => {
    const text = `It is ${KEY}, and QZXWVK is not.`;
    for (let at = 0; at <= text.length; at++) {
      const pieces = [text.slice(0, at), text.slice(at)];
      const events = relayed(
        // Another text in between makes no difference, nor does another name of the item.
        ...pieces.flatMap((delta, id) => [
          { ...PLACE, ...place, type: `${type}.delta`, item_id: `msg_${id}`, delta },
          { ...PLACE, type: 'response.output_text.delta', output_index: 1, delta: '-' },
          { ...PLACE, type: 'response.output_text.done', output_index: 1, text: '-' },
        ]),
      );
      expect(joinedDeltas(events).replaceAll('-', '')).toMatch(
        /^It is skproj(Q|QZ|QZX)?\[key removed\], and QZXWVK is not\.$/,
      );
    }
  });

  it('delivers what it held back before the event that ends the text, the item or the response', () => {
    const delta = { ...PLACE, type: 'response.output_text.delta', delta: 'ends in QZXWVK' };
    const item = messageItem('ends in QZXWVK');
    for (const end of [
      { ...PLACE, type: 'response.output_text.done', text: 'ends in QZXWVK' },
      { ...PLACE, type: 'response.content_part.done', part: { type: 'output_text', text: '' } },
      { type: 'response.output_item.done', output_index: 0, item },
      { type: 'response.completed', response: responseOf([item]) },
    ]) {
      const events = relayed(delta, end);
      expect(joinedDeltas(events.slice(0, -1))).toBe('ends in QZXWVK');
      expect(events.at(-1)?.['type']).toBe(end.type);
    }
    expect(joinedDeltas(relayed(delta))).toBe('ends in QZXWVK');
  });

  it('never relays a key that a text begins in one event and continues in another', () => {
    for (let at = 1; at < SECRET.length; at++) {
      const [begin, rest] = [SECRET.slice(0, at), SECRET.slice(at)];
      const call = { ...callItem('f', begin), status: 'in_progress' };
      const part = { type: 'output_text', text: begin };
      const texts = [
        relayed(
          { type: 'response.output_item.added', output_index: 0, item: call },
          { type: 'response.function_call_arguments.delta', output_index: 0, delta: rest },
        ),
        relayed(
          { type: 'response.content_part.added', ...PLACE, part },
          { type: 'response.output_text.delta', ...PLACE, delta: rest },
        ),
      ];
      for (const events of texts) {
        const shown = events.map(({ item, part: picked, delta }) =>
          JSON.stringify(item ?? picked ?? delta).replaceAll(/[^A-Z]/g, ''),
        );
        expect(shown.join('')).not.toContain(SECRET.slice(0, 8));
        expect(shown.join('')).not.toContain(SECRET.slice(-8));
      }
    }
  });

  it('removes the key from every text of a complete response, also if it is cut off', () => {
    const text = `It is ${KEY}. And ${KEY.slice(0, -2)}`;
    const citation = { type: 'url_citation', url: `https://a.test/?k=${SECRET}`, title: text };
    const tokens = [...text].map((token) => ({ token, bytes: [token.charCodeAt(0)], logprob: 0 }));
    const part = { type: 'output_text', text, annotations: [citation], logprobs: tokens };
    const search = {
      type: 'search',
      query: text,
      queries: [text],
      sources: [{ type: 'url', url: text }],
    };
    const output = [
      {
        ...messageItem(''),
        id: `msg_${SECRET}`,
        content: [part, { type: 'refusal', refusal: text }],
      },
      { ...callItem(text, text), call_id: SECRET },
      { ...callItem(text, ''), type: 'custom_tool_call', input: text },
      reasoningItem({ summary: [{ type: 'summary_text', text }], encrypted_content: SECRET }),
      reasoningItem({ content: [{ type: 'reasoning_text', text }] }),
      { id: 'ws_1', type: 'web_search_call', status: 'completed', action: search },
    ];
    const response = responseOf(output, { id: SECRET, model: SECRET, instructions: text });
    const written = JSON.stringify([
      pickerFor().document(response),
      relayed({ type: 'response.completed', response }),
      relayed(response),
    ]);
    expect(written).not.toContain(SECRET.slice(0, 12));
    expect(written).toContain('[key removed]');
  });

  it('relays only what OpenAI documents', () => {
    const output = [messageItem('Hi.'), callItem('f', '{}'), reasoningItem()];
    const response = responseOf(output);
    expect(pickerFor().document(withNoise(response))).toEqual(pickerFor().document(response));
    const events = [
      { type: 'response.output_item.added', output_index: 0, item: output[0] },
      { type: 'response.output_text.delta', ...PLACE, delta: 'Hi.', logprobs: [] },
      { type: 'response.completed', response },
    ];
    expect(relayed(...events.map(withNoise))).toEqual(relayed(...events));
  });

  it.each([
    'response.failed',
    'response.image_generation_call.partial_image',
    'response.mcp_call_arguments.delta',
    'response.output_audio.delta',
    'error',
    'keepalive',
    'constructor',
    '__proto__',
  ])('leaves out the event %s', (type) => {
    expect(relayed({ type, ...PLACE, delta: KEY, message: KEY, response: responseOf([]) })).toEqual(
      [],
    );
  });

  it('leaves out items of other types, and their place is kept', () => {
    const image = { id: 'ig_1', type: 'image_generation_call', result: KEY };
    expect(relayed({ type: 'response.output_item.done', output_index: 0, item: image })).toEqual(
      [],
    );
    expect(pickerFor().document(responseOf([image, messageItem('Hi.')]))).toMatchObject({
      output: [{ type: 'message' }],
    });
  });

  it('repeats the request as it was sent, not as the upstream says', () => {
    const tools = [{ type: 'function' as const, name: 'f' }];
    const upstreams = { instructions: 'theirs', tools: [{ type: 'mcp' }], metadata: { a: KEY } };
    const { output: _, ...picked } = pickerFor({ instructions: 'mine', tools }).document(
      responseOf([], { ...upstreams, reasoning: { effort: 'low', summary: KEY }, store: true }),
    );
    expect(picked).toMatchObject({
      ...{ instructions: 'mine', tools, metadata: {}, store: false, max_output_tokens: 100 },
      reasoning: { effort: 'low', summary: null },
    });
  });

  it('turns a document into the events of a stream', () => {
    const events = relayed(responseOf([messageItem('Hi.'), callItem('f', '{"a":1}')]));
    expect(events.map(({ type }) => type)).toEqual([
      'response.created',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.output_item.added',
      'response.function_call_arguments.delta',
      'response.function_call_arguments.done',
      'response.output_item.done',
      'response.completed',
    ]);
    expect(joinedDeltas(events)).toBe('Hi.{"a":1}');
  });

  it('takes any value', () => {
    const name = fc.constantFrom(
      'type',
      'item',
      'part',
      'response',
      'output',
      'content',
      'delta',
      'output_index',
      'content_index',
      'annotations',
      'logprobs',
      'action',
    );
    const word = fc.constantFrom(
      'response.output_text.delta',
      'response.output_item.done',
      'response.completed',
      'message',
      'output_text',
      'reasoning',
      'web_search_call',
      'response.content_part.added',
      -1,
      1e9,
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, word, fc.constant(null), tie('list'), tie('object')),
      list: fc.array(tie('value'), { maxLength: 3 }),
      object: fc.dictionary(name, tie('value'), { maxKeys: 6 }),
    }));
    fc.assert(
      fc.property(fc.array(value), (values) => {
        const picker = pickerFor();
        for (const each of values) JSON.stringify([picker.events(each), picker.document(each)]);
        picker.rest();
      }),
    );
  });
});
