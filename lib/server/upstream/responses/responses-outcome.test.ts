import { describe, expect, it } from 'vitest';
import type { ReplyExtra } from '#lib/core/chat/reply-extras.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import {
  CREATED,
  ended,
  message,
  response,
  textDelta,
  USAGE,
  USED,
} from '#tests/support/response-events.ts';
import { createResponsesOutcome } from './responses-outcome.ts';

type JsonObject = Record<string, unknown>;

/** What events say, and how they end. */
function read(...events: readonly unknown[]) {
  const outcome = createResponsesOutcome();
  const pieces = events.map(outcome.take);
  const said = {
    thinking: pieces.map(({ thinking }) => thinking).join(''),
    text: pieces.map(({ text }) => text).join(''),
    extras: pieces.flatMap(({ extras = [] }): readonly ReplyExtra[] => extras),
  };
  try {
    return { ...said, end: outcome.end(), failure: null };
  } catch (error) {
    if (!(error instanceof StarlightError)) throw error;
    return { ...said, end: null, failure: error };
  }
}

const output = (...items: readonly JsonObject[]) => ended({ output: items });
const itemDone = (item: JsonObject, output_index?: number) => ({
  type: 'response.output_item.done',
  ...{ output_index, item },
});
const annotated = (annotation: JsonObject, at: JsonObject = {}) => ({
  type: 'response.output_text.annotation.added',
  ...{ item_id: 'msg_1', output_index: 0, content_index: 0, annotation, ...at },
});
const citation = (start_index: unknown, end_index: unknown, url = 'https://a.example/') => ({
  ...{ type: 'url_citation', url, title: 'A', start_index, end_index },
});
const sourcesOf = (extras: readonly ReplyExtra[]) =>
  extras.flatMap((extra) => (extra.type === 'sources' ? extra.sources : []));

describe('a document of the Responses API', () => {
  it('is read as one piece', () => {
    const reasoning = { type: 'reasoning', summary: [{ text: 'One.' }, { text: 'Two.' }] };
    const document = response({
      output: [
        reasoning,
        message('', { content: [{ text: 'a' }, { text: 'b' }] }),
        message('c', { id: 'msg_2' }),
      ],
      usage: USED,
    });
    expect(read(document)).toMatchObject({
      thinking: 'One.\n\nTwo.',
      text: 'ab\n\nc',
      end: { reason: 'stop', usage: USAGE },
    });
  });

  it.each([
    ['completed', null, 'stop'],
    [undefined, null, 'stop'],
    ['incomplete', { reason: 'max_output_tokens' }, 'length'],
    ['completed', { reason: 'max_output_tokens' }, 'length'],
    ['incomplete', { reason: 'content_filter' }, 'content_filter'],
    ['incomplete', { reason: 'max_messages' }, 'unknown'],
    ['incomplete', { reason: 'steered' }, 'unknown'],
    ['incomplete', { reason: 'stop' }, 'unknown'],
    ['incomplete', {}, 'unknown'],
    ['incomplete', null, 'unknown'],
  ])('ends for the reason of its status %s and details %j', (status, incomplete, reason) => {
    const document = response({
      ...{ status, incomplete_details: incomplete, output: [message('hi')] },
    });
    expect(read(document).end).toEqual({ reason });
  });

  it.each(['cancelled', 'canceled', 'queued', 'in_progress'])(
    'was interrupted by the upstream if it is %s',
    (status) => {
      const { text, failure } = read(response({ status, output: [message('half')] }));
      expect(text).toBe('half');
      expect(failure?.failure).toMatchObject({
        ...{ kind: 'reply_interrupted', details: { reason: 'by_upstream' } },
      });
    },
  );

  it('keeps the count of what a failed response used', () => {
    const { failure } = read(response({ status: 'failed', usage: USED }));
    expect(failure?.kind).toBe('server_error');
    expect(failure?.usage).toEqual(USAGE);
  });

  it.each([
    ['an error', { error: { code: 'insufficient_quota', message: 'x' } }],
    ['an error with a type', { type: 'error', error: { code: 'insufficient_quota' } }],
    ['an error in the event', { type: 'error', code: 'insufficient_quota', message: 'x' }],
    [
      'an error in a failed response',
      response({ status: 'failed', error: { code: 'insufficient_quota' } }),
    ],
  ])('is a failure if it is %s', (_, document) => {
    const { failure } = read(document);
    expect(failure?.kind).toBe('quota_exhausted');
    expect(failure?.cause).toMatchObject({ code: 'insufficient_quota' });
  });
});

describe('the codes of a failed response', () => {
  it.each([
    ['server_error', 'server_error'],
    ['rate_limit_exceeded', 'rate_limited'],
    ['insufficient_quota', 'quota_exhausted'],
    ['invalid_image', 'image_rejected'],
    ['image_content_policy_violation', 'content_flagged'],
  ])('%s is %s', (code, kind) => {
    expect(read(ended({ error: { code, message: '' } }, 'failed')).failure?.kind).toBe(kind);
  });
});

describe('the end of a stream of the Responses API', () => {
  it('is only an event that ends the response', () => {
    for (const events of [[CREATED], [CREATED, textDelta('hi')], [{ type: 'response.queued' }]]) {
      const outcome = createResponsesOutcome();
      for (const each of events) outcome.take(each);
      expect(outcome.isFinished()).toBe(false);
      expect(outcome.isOver()).toBe(false);
      expect(outcome.end).toThrow('reply_interrupted');
    }
  });

  it('leaves nothing to read, unless the response failed without a reason', () => {
    const completed = createResponsesOutcome();
    completed.take(ended({ output: [] }));
    expect(completed.isOver()).toBe(true);
    const failed = createResponsesOutcome();
    failed.take(ended({ error: null }, 'failed'));
    expect([failed.failure(), failed.isFinished(), failed.isOver()]).toEqual([null, true, false]);
  });

  it('says the rest of a failed response before its failure', () => {
    const { text, failure } = read(
      textDelta('On'),
      ended({ error: { code: 'server_error' }, output: [message('Once')] }, 'failed'),
    );
    expect(text).toBe('Once');
    expect(failure?.kind).toBe('server_error');
  });

  it('says a failed response once, however often it fails', () => {
    const failed = ended({ error: null, output: [message('Once')] }, 'failed');
    expect(read(failed, failed, failed).text).toBe('Once');
  });

  it.each([
    { type: 'keepalive', message: 'x' },
    { type: 'response.shiny', delta: 'x', text: 'x' },
    { type: 'codex.rate_limits', status: 'failed' },
    { type: 'constructor', delta: 'x' },
    { type: '__proto__', delta: 'x' },
    { type: null },
    [],
    'text',
    null,
    1,
  ])('is not an event that is unknown: %j', (event) => {
    expect(read(event, textDelta('hi'), output(message('hi')))).toMatchObject({
      ...{ text: 'hi', end: { reason: 'stop' } },
    });
  });
});

describe('the text of a response', () => {
  const done = { type: 'response.output_text.done', item_id: 'msg_1', output_index: 0 };

  it('is said once, whatever repeats it', () => {
    const { text } = read(
      textDelta('Hel'),
      textDelta('lo'),
      { ...done, content_index: 0, text: 'Hello' },
      { ...done, content_index: 0, text: 'Hello' },
      itemDone(message('Hello'), 0),
      itemDone(message('Hello'), 0),
      output(message('Hello')),
    );
    expect(text).toBe('Hello');
  });

  it.each<[string, JsonObject[]]>([
    ['the end of the part', [{ ...done, content_index: 0, text: 'Hello' }]],
    ['the end of the item', [itemDone(message('Hello'), 0)]],
    ['the end of the response', [output(message('Hello'))]],
  ])('is completed by %s', (_, events) => {
    expect(read(textDelta('Hel'), ...events, output()).text).toBe('Hello');
    expect(read(...events, output()).text).toBe('Hello');
  });

  it('is what the stream said, if the end says it otherwise', () => {
    expect(read(textDelta('Hello [1]'), output(message('Hello'))).text).toBe('Hello [1]');
    expect(read(textDelta('\n\nHello\n'), output(message('Hello', { id: 'x' }))).text).toBe(
      '\n\nHello\n',
    );
  });

  it('keeps two items that say the same', () => {
    const both = [message('ok'), message('ok', { id: 'msg_2' })];
    expect(read(textDelta('ok'), output(...both)).text).toBe('ok\n\nok');
    expect(read(output(...both)).text).toBe('ok\n\nok');
    expect(read(textDelta('ok', { output_index: 1 }), output(...both)).text).toBe('ok\n\nok');
  });

  it('has no break where the text has one, and none within an item', () => {
    const { text } = read(
      textDelta('a\n'),
      textDelta('b', { output_index: 1 }),
      textDelta('c', { output_index: 1, content_index: 1 }),
      output(),
    );
    expect(text).toBe('a\nbc');
  });
});

describe('the sources of a response', () => {
  const text = 'Hello 🌟 world';

  it('are counted in the whole text', () => {
    const { extras } = read(
      textDelta('One.'),
      textDelta('ab', { output_index: 1 }),
      textDelta('cd', { output_index: 1, content_index: 1 }),
      annotated(citation(0, 2), { output_index: 1, content_index: 1 }),
      output(),
    );
    expect(sourcesOf(extras)).toEqual([
      { url: 'https://a.example/', title: 'A', start: 8, end: 10 },
    ]);
  });

  it.each([
    [-1, 3],
    [3, 3],
    [5, 3],
    [0, text.length + 1],
    [0, 1e99],
    [Number.NaN, 3],
    [0.5, 3],
    ['0', '3'],
    [null, undefined],
    [{}, []],
  ])('are without a place if it is %j to %j', (start, end) => {
    const { extras } = read(textDelta(text), annotated(citation(start, end)), output());
    expect(sourcesOf(extras)).toEqual([{ url: 'https://a.example/', title: 'A' }]);
  });

  it('are without a place in a text that another one interrupts', () => {
    const { extras } = read(
      textDelta('ab'),
      textDelta('x', { output_index: 1 }),
      textDelta('cd'),
      annotated(citation(1, 4)),
      output(),
    );
    expect(sourcesOf(extras)).toEqual([{ url: 'https://a.example/', title: 'A' }]);
  });

  it('wait for their text', () => {
    const { extras } = read(annotated(citation(0, 5)), textDelta(text), output(message(text)));
    expect(sourcesOf(extras)).toEqual([
      { url: 'https://a.example/', title: 'A', start: 0, end: 5 },
    ]);
  });

  it('are told once, whether they are added or only in the end', () => {
    const annotations = [citation(0, 5), citation(6, 8), citation(0, 5)];
    const complete = message('', { content: [{ type: 'output_text', text, annotations }] });
    const added = annotations.map((each) => annotated(each));
    for (const events of [[], added]) {
      const { extras } = read(textDelta(text), ...events, itemDone(complete, 0), output(complete));
      expect(sourcesOf(extras).map(({ start }) => start)).toEqual([0, 6]);
    }
  });

  it.each([
    'http://a.example/',
    'javascript:alert(1)',
    'https://a.example/ b',
    `https://a.example/${'x'.repeat(2000)}`,
    '',
    null,
    7,
    { href: 'https://a.example/' },
  ])('are only what can be opened: not %j', (url) => {
    const { extras } = read(textDelta(text), annotated({ ...citation(0, 5), url }), output());
    expect(extras).toEqual([]);
  });

  it('are read from the nested form as well, and at most so many', () => {
    const nested = {
      type: 'url_citation',
      url_citation: { url: 'https://b.example/', title: '2' },
    };
    expect(sourcesOf(read(annotated(nested), output()).extras)).toEqual([
      { url: 'https://b.example/' },
    ]);
    const many = Array.from({ length: 5000 }, (_, at) =>
      annotated(citation(0, 5, `https://a.example/${at}`)),
    );
    expect(sourcesOf(read(textDelta(text), ...many, output()).extras)).toHaveLength(200);
  });
});

describe('the searches of a response', () => {
  const search = (id: string, query?: string) => ({
    ...{ id, type: 'web_search_call', status: 'completed' },
    action: { type: 'search', query },
  });
  const event = (status: string, item_id: string, output_index: number) => ({
    type: `response.web_search_call.${status}`,
    ...{ item_id, output_index },
  });
  const searching = { type: 'search', search: { status: 'searching' } };
  const told = (query?: string) => ({
    type: 'search',
    search: { status: 'done', ...(query !== undefined && { query }) },
  });

  it('are told at their beginning and with their query', () => {
    const events = [event('in_progress', 'w', 0), event('searching', 'w', 0)];
    const { extras } = read(
      ...[...events, event('completed', 'w', 0), itemDone(search('w', 'cats'), 0)],
      output(search('w', 'cats')),
    );
    expect(extras).toEqual([searching, told('cats')]);
  });

  it('end when something else is said, if their item never comes', () => {
    const { extras } = read(event('searching', 'w', 0), event('completed', 'w', 0), textDelta('x'));
    expect(extras).toEqual([searching, told()]);
  });

  it('end with the response', () => {
    expect(read(event('searching', 'w', 0), output()).extras).toEqual([searching, told()]);
    expect(read(output(search('w', 'cats'))).extras).toEqual([told('cats')]);
  });

  it('are told one after the other, even if they run at once', () => {
    const { extras } = read(
      ...[event('searching', 'a', 0), event('searching', 'b', 1), event('searching', 'c', 2)],
      ...[itemDone(search('b', 'two'), 1), itemDone(search('a', 'one'), 0)],
      itemDone(search('c', 'three'), 2),
    );
    expect(extras).toEqual([searching, told('one'), told('two'), searching, told('three')]);
  });

  it('are at most so many, with a query of at most so many characters', () => {
    const items = Array.from({ length: 9000 }, (_, at) => search(`w${at}`, 'x'.repeat(5000)));
    const { extras } = read(...items.map((item, at) => itemDone(item, at)), output(...items));
    expect(extras).toHaveLength(50);
    expect(extras[0]).toEqual(told('x'.repeat(300)));
  });
});

describe('the function calls of a response', () => {
  const call = (fields: JsonObject = {}) => ({
    ...{ id: 'fc', type: 'function_call', call_id: 'c1', name: 'f', arguments: '{}' },
    ...fields,
  });
  const extra = { type: 'tool_call', call: { name: 'f', arguments: '{}' } };

  it('are told once, and end the reply', () => {
    const events = [itemDone(call(), 0), itemDone(call(), 0), output(call({ id: 'other' }))];
    const { extras, end } = read(...events);
    expect(extras).toEqual([extra]);
    expect(end?.reason).toBe('tool_calls');
    expect(read(output(call())).extras).toEqual([extra]);
  });

  it('are two if two say the same', () => {
    const both = [call({ call_id: undefined }), call({ call_id: undefined })];
    expect(read(itemDone(call(), 0), itemDone(call(), 1)).extras).toEqual([extra, extra]);
    expect(read(itemDone({ ...both[0] }, 0), output(...both)).extras).toEqual([extra, extra]);
  });

  it.each([
    { status: 'incomplete' },
    { name: '' },
    { name: null },
    { name: {} },
    { type: 'mcp_call' },
    { type: 'constructor' },
  ])('are not %j', (fields) => {
    const { extras, end } = read(textDelta('x'), output(call(fields)));
    expect(extras).toEqual([]);
    expect(end?.reason).toBe('stop');
  });

  it('do not end a reply with text if the provider may have run the tool', () => {
    const custom = { type: 'custom_tool_call', call_id: 'c', name: 'x_search', input: 'cats' };
    const expected = [{ type: 'tool_call', call: { name: 'x_search', arguments: 'cats' } }];
    expect(read(itemDone(custom, 0), textDelta('Hi', { output_index: 1 }), output())).toMatchObject(
      { extras: expected, end: { reason: 'stop' } },
    );
    expect(read(output(custom))).toMatchObject({ extras: expected, end: { reason: 'tool_calls' } });
  });

  it('are cut to what may be kept', () => {
    const long = call({ name: 'f'.repeat(500), arguments: 'x'.repeat(50_000) });
    const [told] = read(output(long)).extras;
    expect(told).toEqual({
      ...{ type: 'tool_call', call: { name: 'f'.repeat(100), arguments: 'x'.repeat(20_000) } },
    });
  });
});

describe('the images of a response', () => {
  const image = (result: unknown, output_format?: unknown) =>
    output({ id: 'ig', type: 'image_generation_call', result, output_format });

  it.each([
    ['iVBORw0KGgoAAAA=', undefined, 'png'],
    ['iVBORw0KGgoAAAA=', 'jpeg', 'png'],
    ['/9j/4AAQ', null, 'jpeg'],
    ['UklGRiQA', 'webp', 'webp'],
    ['R0lGODlh', 'gif', 'gif'],
    ['AAAAAAAA', 'webp', 'webp'],
    ['data:image/jpeg;base64,/9j/4AAQ', undefined, 'jpeg'],
  ])('%s with the format %j is a %s', (result, format, type) => {
    const { extras } = read(image(result, format));
    expect(extras).toEqual([
      { type: 'image', url: `data:image/${type};base64,${result.split(',').at(-1)}` },
    ]);
  });

  it.each([
    [null, 'png'],
    ['', 'png'],
    ['<svg/>', 'svg'],
    ['AAAA', 'svg'],
    ['AAAA', {}],
    ['https://a.example/x.png', 'png'],
    ['AAAA\n', 'png'],
    ['A'.repeat(8_000_001), 'png'],
    [['AAAA'], 'png'],
  ])('are not what is no image that may be shown', (result, format) => {
    expect(read(image(result, format)).extras).toEqual([]);
  });
});
