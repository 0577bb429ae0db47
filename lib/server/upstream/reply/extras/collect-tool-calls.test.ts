import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toolCallSchema } from '#lib/core/chat/reply-extras.ts';
import { createToolCallCollector } from './collect-tool-calls.ts';

function collect(...messages: Record<string, unknown>[]) {
  const collector = createToolCallCollector();
  for (const message of messages) collector.take(message);
  return collector.rest();
}

const delta = (index: number, called: object, id?: string) => ({
  tool_calls: [{ index, ...(id !== undefined && { id }), function: called }],
});

describe('createToolCallCollector', () => {
  it('joins arguments by index, however the calls are mixed', () => {
    const args = fc.tuple(fc.json(), fc.json());
    fc.assert(
      fc.property(args, fc.array(fc.nat(1), { maxLength: 40 }), (texts, order) => {
        const rest = [...texts];
        const deltas = [...order, ...Array(2).keys()].map((at, step) => {
          const text = rest[at] ?? '';
          const piece = step < order.length ? text.slice(0, 2) : text;
          rest[at] = text.slice(piece.length);
          return delta(at, { arguments: piece });
        });
        const begun = [delta(0, { name: 'a' }, 'c0'), delta(1, { name: 'b' }, 'c1')];
        expect(collect(...begun, ...deltas)).toEqual([
          { name: 'a', arguments: texts[0] },
          { name: 'b', arguments: texts[1] },
        ]);
      }),
    );
  });

  it('replaces arguments that begin with those before, if the name is repeated', () => {
    const growing = ['', '{"a"', '{"a":1}', '{"a":1}'].map((written) =>
      delta(0, { name: 'f', arguments: written }, 'c'),
    );
    expect(collect(...growing)).toEqual([{ name: 'f', arguments: '{"a":1}' }]);
  });

  it('appends pieces whose name is repeated', () => {
    const pieces = ['{"a"', ':1}'].map((written) => delta(0, { name: 'f', arguments: written }));
    expect(collect(...pieces)).toEqual([{ name: 'f', arguments: '{"a":1}' }]);
  });

  it('drops a call without a name', () => {
    expect(collect(delta(0, { arguments: '{}' }), { function_call: { arguments: '{}' } })).toEqual(
      [],
    );
  });

  it('keeps the beginning of endless arguments, and the first fifty calls', () => {
    const endless = Array.from({ length: 500 }, () => delta(0, { arguments: 'x'.repeat(1000) }));
    const [call] = collect(delta(0, { name: 'f' }), ...endless);
    expect(call?.arguments).toBe('x'.repeat(20_000));
    const many = Array.from({ length: 300 }, (_, at) => delta(at, { name: `f${at}` }));
    expect(collect(...many).map(({ name }) => name)).toEqual(
      Array.from({ length: 50 }, (_, at) => `f${at}`),
    );
  });

  it('returns calls that keep to the contract, whatever arrives', () => {
    const called = fc.record({
      name: fc.anything(),
      arguments: fc.jsonValue(),
      input: fc.jsonValue(),
    });
    const call = fc.oneof(
      fc.jsonValue(),
      fc.record({ index: fc.jsonValue(), id: fc.jsonValue(), function: called, custom: called }),
    );
    const message = fc.record({
      tool_calls: fc.oneof(fc.jsonValue(), fc.array(call)),
      function_call: call,
    });
    fc.assert(
      fc.property(fc.array(message), (messages) => {
        for (const each of collect(...messages)) {
          expect(toolCallSchema.safeParse(each).success).toBe(true);
        }
      }),
    );
  });
});
