import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject } from '#lib/core/json/is-object.ts';
import { createKeyDetector } from '../../upstream/secrets/key-detector.ts';
import { createKeyRemover } from '../../upstream/secrets/key-remover.ts';
import { createCompletionPicker } from './completion-fields.ts';

const SECRET = 'QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG';
const KEY = `sk-proj-${SECRET}`;
const IDENTITY = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'gpt-test',
  service_tier: 'default',
  system_fingerprint: 'fp_1',
};

const pickerFor = (key = KEY) =>
  createCompletionPicker(
    { holdsKey: createKeyDetector(key), keyRemover: createKeyRemover(key) },
    'gpt-asked',
  );
const chunkOf = (delta: unknown, more: object = {}) => ({
  ...IDENTITY,
  choices: [{ index: 0, delta, finish_reason: null, ...more }],
});
const wholeOf = (message: unknown, more: object = {}) => ({
  ...IDENTITY,
  object: 'chat.completion',
  choices: [{ index: 0, message, finish_reason: 'stop', ...more }],
});

/** The names of all members, at any depth. */
function namesIn(value: unknown): string[] {
  if (!isObject(value)) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...own, ...Object.values(value).flatMap(namesIn)];
}

/** Everything that is told of a stream, as text. */
function toldOf(chunks: readonly unknown[]): string {
  const picker = pickerFor();
  return JSON.stringify([...chunks.map(picker.chunk), ...picker.rest()]);
}

/** One text out of all deltas, put together as clients do. */
function joined(chunks: readonly unknown[], read: (delta: never) => unknown): string {
  const picker = pickerFor();
  const told = [...chunks.map(picker.chunk), ...picker.rest()] as {
    choices: { delta: never }[];
  }[];
  return told.flatMap(({ choices }) => choices.map(({ delta }) => read(delta) ?? '')).join('');
}

describe('what a program sees of a reply', () => {
  it.each<[string, object]>([
    ['a text', chunkOf({ role: 'assistant', content: 'hi', refusal: null })],
    ['an end', chunkOf({}, { finish_reason: 'tool_calls', logprobs: null })],
    ['an end that others have', chunkOf({}, { finish_reason: 'end_turn' })],
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
    ['a count to come', { ...chunkOf({ content: 'x' }), usage: null }],
  ])('is %s as it came', (_, chunk) => {
    expect(pickerFor().chunk(chunk)).toEqual(chunk);
    expect(pickerFor(`sk-${'z'.repeat(40)}`).chunk(chunk)).toEqual(chunk);
  });

  it('is a whole completion as it came', () => {
    const message = { role: 'assistant', content: 'hi', refusal: null, annotations: [] };
    const call = { id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } };
    const whole = wholeOf({ ...message, tool_calls: [call] }, { logprobs: null });
    expect(pickerFor().whole(whole)).toEqual(whole);
    expect(pickerFor().chunk(whole)).toMatchObject({
      object: 'chat.completion.chunk',
      choices: [{ delta: { ...message, tool_calls: [{ index: 0, ...call }] } }],
    });
  });

  it('numbers no call of a stream that has no number', () => {
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
    ['as an end', chunkOf({}, { finish_reason: 'X of some kind' })],
    ['as another kind of end', chunkOf({}, { finish_reason: ['X'] })],
    ['as a model', { ...chunkOf({}), model: 'X with spaces' }],
    ['as a time', { ...chunkOf({}), created: 'X' }],
    ['as a tier', { ...chunkOf({}), service_tier: ['X'] }],
    ['as a fingerprint', { ...chunkOf({}), system_fingerprint: 'X X' }],
    ['as an id', { ...chunkOf({}), id: 'X X' }],
    ['as padding', { ...chunkOf({}), obfuscation: 'X' }],
    ['as an object', { ...chunkOf({}), object: 'X' }],
    ['as another document', { type: 'ping', X: 'X' }],
    ['as text', 'X'],
  ])('is nothing else that an upstream puts %s', (_, chunk) => {
    expect(toldOf([chunk])).not.toContain('X');
    expect(JSON.stringify(pickerFor().whole(chunk))).not.toContain('X');
  });

  it('keeps padding as long as it was, and a name in place of none', () => {
    expect(pickerFor().chunk({ ...chunkOf({}), obfuscation: 'abc' })).toMatchObject({
      obfuscation: '000',
    });
    expect(pickerFor().chunk({ ...chunkOf({}), model: KEY })).toMatchObject({ model: 'gpt-asked' });
  });

  it.each<[string, (text: string) => object, (delta: never) => unknown]>([
    ['content', (content) => ({ content }), ({ content }) => content],
    ['refusal', (refusal) => ({ refusal }), ({ refusal }) => refusal],
    [
      'reasoning_content',
      (reasoning_content) => ({ reasoning_content }),
      ({ reasoning_content }) => reasoning_content,
    ],
    ['reasoning', (reasoning) => ({ reasoning }), ({ reasoning }) => reasoning],
    [
      'parts',
      (text) => ({ content: [{ type: 'text', text }] }),
      ({ content }: { content?: string | { text: string }[] }) =>
        typeof content === 'string' ? content : content?.map(({ text }) => text).join(''),
    ],
    [
      'thoughts',
      (text) => ({ content: [{ type: 'thinking', thinking: [{ type: 'text', text }] }] }),
      ({ content }: { content?: { thinking: { text: string }[] }[] }) =>
        content?.flatMap(({ thinking }) => thinking.map(({ text }) => text)).join(''),
    ],
    ...(['name', 'arguments'] as const).map(
      (name): [string, (text: string) => object, (delta: never) => unknown] => [
        `the ${name} of a call`,
        (text) => ({ tool_calls: [{ index: 3, function: { [name]: text } }] }),
        ({ tool_calls }: { tool_calls?: { function: Record<string, string> }[] }) =>
          tool_calls?.[0]?.function[name],
      ],
    ),
    [
      'the input of a call',
      (input) => ({ tool_calls: [{ index: 0, custom: { input } }] }),
      ({ tool_calls }: { tool_calls?: { custom: { input: string } }[] }) =>
        tool_calls?.[0]?.custom.input,
    ],
    [
      'the arguments of a function',
      (text) => ({ function_call: { arguments: text } }),
      ({ function_call }: { function_call?: { arguments: string } }) => function_call?.arguments,
    ],
  ])('has no key in %s, wherever the stream is cut', (_, deltaOf, read) => {
    const text = `It is ${KEY}, and QZXWVK is not.`;
    for (let at = 0; at <= text.length; at++) {
      const pieces = [text.slice(0, at), text.slice(at)];
      const told = joined(
        // Another field, call or choice in between makes no difference.
        pieces.flatMap((piece) => [
          chunkOf(deltaOf(piece)),
          { choices: [{ index: 1, delta: deltaOf('-') }] },
        ]),
        read,
      );
      expect(told.replaceAll('-', '')).toMatch(
        /^It is skproj(Q|QZ|QZX)?\[key removed\], and QZXWVK is not\.$/,
      );
    }
    expect(joined([chunkOf(deltaOf('ends in QZXWVK'))], read)).toBe('ends in QZXWVK');
  });

  it('has no key in a whole reply, also where its content comes in parts', () => {
    const message = {
      content: `a ${KEY} b`,
      refusal: KEY,
      reasoning: `ends in QZXWV`,
      tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: KEY } }],
    };
    const told = JSON.stringify(pickerFor().whole(wholeOf(message)));
    expect(told).toContain('a sk-proj-[key removed] b');
    expect(told).toContain('"ends in QZXWV"');
    expect(told).not.toContain('QZXWVK');
    const parts = [KEY.slice(0, 20), KEY.slice(20), ' QZXWV'].map((text) => ({
      type: 'text',
      text,
    }));
    const inParts = JSON.stringify(pickerFor().whole(wholeOf({ content: parts })));
    expect(inParts).toContain('[key removed]');
    expect(inParts).toContain('QZX"},{"type":"text","text":"WV"');
    expect(inParts).not.toContain(SECRET.slice(12));
  });

  it('has no key in its log probabilities', () => {
    const tokens = KEY.match(/.{1,4}/g) ?? [];
    const logprobs = {
      content: tokens.map((token) => ({
        token,
        bytes: [...Buffer.from(token)],
        logprob: -0.1,
        top_logprobs: [{ token, bytes: [...Buffer.from(token)], logprob: -0.1 }],
      })),
    };
    const told = toldOf(
      tokens.map((content, at) =>
        chunkOf({ content }, { logprobs: { content: [logprobs.content[at]] } }),
      ),
    );
    expect(told).not.toContain('WVKJ');
    expect(told).not.toContain([...Buffer.from('WVKJ')].join());
    expect(JSON.stringify(pickerFor().whole(wholeOf({ content: '' }, { logprobs })))).not.toContain(
      'WVKJ',
    );
  });

  it('has no key that is spelled in bytes, beside tokens that say something else', () => {
    const bytes = [...Buffer.from(KEY), 0xc3];
    const content = [{ token: 'x', bytes, logprob: 0, top_logprobs: [{ token: 'x', bytes }] }];
    const told = toldOf([chunkOf({}, { logprobs: { content, refusal: content } })]);
    expect(told).not.toContain([...Buffer.from(SECRET)].slice(4, 9).join());
  });

  it('is made of known names and types alone, whatever an upstream writes', () => {
    const NAMES = new Set(
      `id object created model service_tier system_fingerprint obfuscation usage prompt_tokens
       completion_tokens total_tokens prompt_tokens_details completion_tokens_details choices index
       delta message finish_reason logprobs role content refusal reasoning reasoning_content type text
       thinking tool_calls function custom name arguments input function_call annotations url_citation
       title url start_index end_index extra_content google thought_signature token bytes logprob
       top_logprobs audio_tokens cached_tokens cache_write_tokens reasoning_tokens`.split(/\s+/),
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
      fc.property(fc.oneof(chunk, value), (given) => {
        for (const told of [pickerFor().chunk(given), pickerFor().whole(given)]) {
          // Written and read again, it is the same: nothing in it that JSON has no word for.
          expect(JSON.parse(JSON.stringify(told))).toEqual(told);
          expect(namesIn(told).filter((name) => !NAMES.has(name))).toEqual([]);
        }
        const told = pickerFor().chunk(given);
        expect(pickerFor().chunk(told)).toEqual(told);
      }),
    );
  });

  it.each([
    ['id', (text: string) => ({ ...chunkOf({}), id: text })],
    ['model', (text: string) => ({ ...chunkOf({}), model: text })],
    ['system_fingerprint', (text: string) => ({ ...chunkOf({}), system_fingerprint: text })],
    ['finish_reason', (text: string) => chunkOf({}, { finish_reason: text.toLowerCase() })],
    ['service_tier', (text: string) => ({ ...chunkOf({}), service_tier: text })],
    ['obfuscation', (text: string) => ({ ...chunkOf({}), obfuscation: text })],
    ['the id of a call', (id: string) => chunkOf({ tool_calls: [{ index: 0, id }] })],
  ])('has no four characters of the key in %s', (_, chunkWith) => {
    for (const text of [KEY, SECRET, `x_${SECRET.slice(9, 13)}_x`]) {
      expect(toldOf([chunkWith(text)])).not.toContain(SECRET.slice(9, 13));
      expect(toldOf([chunkWith(text)])).not.toContain(SECRET.slice(2, 6));
    }
  });

  it('has no key in a citation', () => {
    const url_citation = { title: `to ${KEY}`, url: `https://a.test/?k=${KEY}` };
    const told = toldOf([chunkOf({ annotations: [{ type: 'url_citation', url_citation }] })]);
    expect(told).toContain('https://a.test/?k=sk-proj-[key removed]');
    expect(told).not.toContain(SECRET);
  });

  it('names a call that has no name of its own the same each time', () => {
    const named = () => toldOf([chunkOf({ tool_calls: [{ index: 0, id: KEY }] })]);
    expect(named()).toBe(named());
    expect(named()).toMatch(/"id":"call_[0-9a-f]{24}"/);
  });
});
