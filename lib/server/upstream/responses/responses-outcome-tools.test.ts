import { describe, expect, it } from 'vitest';
import { itemDone, output, readOutcome } from '#tests/support/read-response-outcome.ts';
import { textDelta } from '#tests/support/response-events.ts';

type JsonObject = Record<string, unknown>;

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
    const { extras } = readOutcome(
      ...[...events, event('completed', 'w', 0), itemDone(search('w', 'cats'), 0)],
      output(search('w', 'cats')),
    );
    expect(extras).toEqual([searching, told('cats')]);
  });

  it('end when something else is said, if their item never comes', () => {
    const { extras } = readOutcome(
      event('searching', 'w', 0),
      event('completed', 'w', 0),
      textDelta('x'),
    );
    expect(extras).toEqual([searching, told()]);
  });

  it('end with the response', () => {
    expect(readOutcome(event('searching', 'w', 0), output()).extras).toEqual([searching, told()]);
    expect(readOutcome(output(search('w', 'cats'))).extras).toEqual([told('cats')]);
  });

  it('are told one after the other, even if they run at once', () => {
    const { extras } = readOutcome(
      ...[event('searching', 'a', 0), event('searching', 'b', 1), event('searching', 'c', 2)],
      ...[itemDone(search('b', 'two'), 1), itemDone(search('a', 'one'), 0)],
      itemDone(search('c', 'three'), 2),
    );
    expect(extras).toEqual([searching, told('one'), told('two'), searching, told('three')]);
  });

  it('are at most so many, with a query of at most so many characters', () => {
    const items = Array.from({ length: 9000 }, (_, at) => search(`w${at}`, 'x'.repeat(5000)));
    const { extras } = readOutcome(
      ...items.map((item, at) => itemDone(item, at)),
      output(...items),
    );
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
    const { extras, end } = readOutcome(...events);
    expect(extras).toEqual([extra]);
    expect(end?.reason).toBe('tool_calls');
    expect(readOutcome(output(call())).extras).toEqual([extra]);
  });

  it('are two if two say the same', () => {
    const both = [call({ call_id: undefined }), call({ call_id: undefined })];
    expect(readOutcome(itemDone(call(), 0), itemDone(call(), 1)).extras).toEqual([extra, extra]);
    expect(readOutcome(itemDone({ ...both[0] }, 0), output(...both)).extras).toEqual([
      extra,
      extra,
    ]);
  });

  it.each([
    { status: 'incomplete' },
    { name: '' },
    { name: null },
    { name: {} },
    { type: 'mcp_call' },
    { type: 'constructor' },
  ])('are not %j', (fields) => {
    const { extras, end } = readOutcome(textDelta('x'), output(call(fields)));
    expect(extras).toEqual([]);
    expect(end?.reason).toBe('stop');
  });

  it('do not end a reply with text if the provider may have run the tool', () => {
    const custom = { type: 'custom_tool_call', call_id: 'c', name: 'x_search', input: 'cats' };
    const expected = [{ type: 'tool_call', call: { name: 'x_search', arguments: 'cats' } }];
    expect(
      readOutcome(itemDone(custom, 0), textDelta('Hi', { output_index: 1 }), output()),
    ).toMatchObject({ extras: expected, end: { reason: 'stop' } });
    expect(readOutcome(output(custom))).toMatchObject({
      extras: expected,
      end: { reason: 'tool_calls' },
    });
  });

  it('are cut to what may be kept', () => {
    const long = call({ name: 'f'.repeat(500), arguments: 'x'.repeat(50_000) });
    const [told] = readOutcome(output(long)).extras;
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
    ['data:image/jpeg;base64,/9j/4AAQ', undefined, 'jpeg'],
  ])('%s with the format %j is a %s', (result, format, type) => {
    const { extras } = readOutcome(image(result, format));
    expect(extras).toEqual([
      { type: 'image', url: `data:image/${type};base64,${result.split(',').at(-1)}` },
    ]);
  });

  it.each([
    [null, 'png'],
    ['', 'png'],
    ['<svg/>', 'svg'],
    ['AAAA', 'png'],
    ['data:image/svg+xml;base64,AAAA', 'svg'],
    ['https://a.example/x.png', 'png'],
    ['iVBORw0KGgo\n', 'png'],
    [`iVBORw0KGgo${'A'.repeat(8_000_001)}`, 'png'],
    [['iVBORw0KGgo'], 'png'],
  ])('are not what is no image that may be shown', (result, format) => {
    expect(readOutcome(image(result, format)).extras).toEqual([]);
  });
});
