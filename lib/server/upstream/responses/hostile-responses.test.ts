import '#tests/support/property-seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replyExtraSchema } from '#lib/core/chat/reply-extras.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { decodeStreamOf } from '#tests/support/decode-stream.ts';
import { ended, message, responseEvents, textDelta } from '#tests/support/response-events.ts';
import { PART_ENDS, PART_PIECES, PARTS_DONE } from './event-types.ts';
import { createResponsesOutcome } from './responses-outcome.ts';

type JsonObject = Record<string, unknown>;

const MB = 1024 * 1024;
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', ''];
const TYPES = [
  ...[...PART_PIECES.keys(), ...PART_ENDS.keys(), ...PARTS_DONE.keys()],
  ...['created', 'in_progress', 'completed', 'incomplete', 'failed', 'cancelled', 'done'].map(
    (status) => `response.${status}`,
  ),
  ...['output_item.added', 'output_item.done', 'output_text.annotation.added'].map(
    (event) => `response.${event}`,
  ),
  ...['in_progress', 'searching', 'completed'].map((at) => `response.web_search_call.${at}`),
  ...['error', 'ping', ...NAMES],
];

const scalar = fc.oneof(
  fc.constantFrom(null, true, 0, -1, 1e99, 0.5, 2 ** 53, '0', '#0', ...NAMES),
  fc.nat(3),
  fc.string({ maxLength: 8 }),
);
const anything = fc.oneof({ weight: 3, arbitrary: scalar }, fc.jsonValue({ maxDepth: 2 }));
const kind = fc.constantFrom<unknown>(
  ...['message', 'reasoning', 'function_call', 'custom_tool_call', 'web_search_call'],
  ...['image_generation_call', 'output_text', 'refusal', 'url_citation', null, 7, ...NAMES],
);
const annotation = fc.record(
  {
    ...{ type: fc.constant('url_citation'), start_index: anything, end_index: anything },
    url: fc.oneof(fc.constantFrom('https://a.example/', 'http://a.example/'), anything),
    ...{ title: anything, url_citation: anything },
  },
  { requiredKeys: [] },
);
const part = fc.record(
  { type: kind, text: anything, refusal: anything, annotations: fc.array(annotation) },
  { requiredKeys: [] },
);
const parts = fc.oneof(fc.array(fc.oneof(part, anything), { maxLength: 4 }), anything);
const item = fc.record(
  {
    ...{ type: kind, id: anything, content: parts, summary: parts, status: anything },
    ...{ name: anything, arguments: anything, input: anything, call_id: anything },
    ...{ result: anything, action: anything },
  },
  { requiredKeys: [] },
);
const response = fc.record(
  {
    status: fc.oneof(fc.constantFrom('completed', 'incomplete', 'failed', 'queued'), anything),
    ...{ error: anything, incomplete_details: anything, usage: anything, output_text: anything },
    output: fc.oneof(fc.array(fc.oneof(item, anything), { maxLength: 5 }), anything),
  },
  { requiredKeys: [] },
);
const event = fc.record(
  {
    type: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...TYPES) }, anything),
    ...{ output_index: anything, item_id: anything, content_index: anything },
    ...{ summary_index: anything, delta: anything, text: anything, refusal: anything },
    part: fc.oneof(part, anything),
    item: fc.oneof(item, anything),
    annotation: fc.oneof(annotation, anything),
    response: fc.oneof(response, anything),
    error: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, anything),
  },
  { requiredKeys: ['type'] },
);

/** What events say, as one text each. */
function say(events: readonly unknown[]) {
  const { take, ...outcome } = createResponsesOutcome();
  const pieces = events.map(take);
  return {
    outcome,
    thinking: pieces.map((piece) => piece.thinking).join(''),
    text: pieces.map((piece) => piece.text).join(''),
    extras: pieces.flatMap(({ extras = [] }) => extras),
  };
}

function endOf(outcome: Pick<ReturnType<typeof createResponsesOutcome>, 'end'>): unknown {
  try {
    return outcome.end().reason;
  } catch (error) {
    return error;
  }
}

describe('a hostile response', () => {
  it('throws nothing but a StarlightError, and gives extras that keep to the contract', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 9, arbitrary: event }, anything)), (events) => {
        const { outcome, extras } = say(events);
        const end = endOf(outcome);
        expect(typeof end === 'string' || end instanceof StarlightError).toBe(true);
        for (const extra of extras) expect(replyExtraSchema.safeParse(extra).success).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is decoded or fails with a StarlightError, as a visitor gets it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 8 }), async (events) => {
        const bytes = new TextEncoder().encode(responseEvents(...(events as JsonObject[])));
        await decodeStreamOf('responses', [bytes.subarray(0, 99), bytes.subarray(99)]);
      }),
    );
  });

  it('says nothing again when all of it is sent twice', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        // Deltas are pieces: two that are alike are two pieces.
        const repeats = events.filter(({ type }) => !PART_PIECES.has(type));
        const once = say(events);
        const twice = say([...events, ...repeats.map((each) => structuredClone(each))]);
        const lengthOf = ({ text, thinking }: typeof once) => text.length + thinking.length;
        expect(lengthOf(twice)).toBe(lengthOf(once));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('an enormous response', () => {
  const AT = { item_id: 'm', output_index: 0, content_index: 0 };
  const long = 'x'.repeat(10 * MB);

  it('is said once if it is one event', () => {
    for (const end of [
      ended({ output: [message(long)] }),
      ended({ output: [{ type: 'reasoning', content: [{ text: long }] }] }),
    ]) {
      const { text, thinking } = say([end, end]);
      expect(text.length + thinking.length).toBe(long.length);
    }
    const { text } = say([textDelta(long), ended({ output: [message(long)] })]);
    expect(text).toHaveLength(long.length);
  });

  it('is read from the wire', async () => {
    const half = long.slice(0, 4 * MB);
    const bytes = new TextEncoder().encode(
      responseEvents(textDelta(half), ended({ output: [message(half)] })),
    );
    const chunks = Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, at) =>
      bytes.subarray(at * 65_536, (at + 1) * 65_536),
    );
    const { text, failure } = await decodeStreamOf('responses', chunks);
    expect(failure).toBeNull();
    expect(text).toHaveLength(half.length);
    const endless = Array.from({ length: 300 }, () => bytes.subarray(200, 65_736));
    expect((await decodeStreamOf('responses', endless)).failure?.kind).toBe('reply_invalid');
  });

  // Each would take minutes if its time grew with the square of its length.
  it.each<[string, () => JsonObject[]]>([
    ['an end after each delta', () => interleaved(20_000, (text) => ({ ...AT, text }))],
    ['short ends after a long text', () => [textDelta(long.slice(0, 3 * MB)), ...ends(100_000)]],
    [
      'items that end again and again',
      () => [
        ...Array.from({ length: 9000 }, (_, at) => textDelta('x', { content_index: at })),
        ...Array.from({ length: 60_000 }, () => itemEnd(message('y'), 0)),
      ],
    ],
    [
      'items without end, each under a new name',
      () => [
        textDelta(long.slice(0, 3 * MB)),
        ...Array.from({ length: 60_000 }, (_, at) => [
          textDelta('z'),
          itemEnd(message('y', { id: `m${at}` }), at + 1),
        ]).flat(),
      ],
    ],
    [
      'many items at the end, all alike',
      () => [ended({ output: Array.from({ length: 60_000 }, () => message('y'.repeat(99))) })],
    ],
    [
      'many parts in one item',
      () => [
        ended({
          output: [
            message('', {
              content: Array.from({ length: 99_000 }, (_, at) => ({ text: `${at}` })),
            }),
          ],
        }),
      ],
    ],
    [
      'annotations of a long text of emoji',
      () => [
        textDelta('🌟'.repeat(MB)),
        ...Array.from({ length: 50_000 }, (_, at) => ({
          type: 'response.output_text.annotation.added',
          ...AT,
          annotation: {
            ...{ type: 'url_citation', url: `https://a.example/${at}` },
            ...{ start_index: at, end_index: at + 1 },
          },
        })),
      ],
    ],
    [
      'failures without a reason',
      () => [
        ...Array.from({ length: 9000 }, (_, at) => textDelta('x', { output_index: at })),
        ...Array.from({ length: 9000 }, () =>
          ended({ error: null, output: [message('y')] }, 'failed'),
        ),
      ],
    ],
    [
      'searches, calls and images',
      () =>
        Array.from({ length: 60_000 }, (_, at) => [
          itemEnd({ type: 'web_search_call', id: `w${at}` }, at),
          itemEnd({ type: 'function_call', name: 'f', arguments: `${at}` }, at),
        ]).flat(),
    ],
  ])('takes time in proportion to its length: %s', (_, events) => {
    const { outcome, extras } = say(events());
    expect(extras.length).toBeLessThan(500);
    expect(outcome.isOver()).toBeTypeOf('boolean');
  });

  function interleaved(count: number, end: (text: string) => JsonObject): JsonObject[] {
    return Array.from({ length: count }, () => [
      textDelta('x', AT),
      { type: 'response.output_text.done', ...end('y'.repeat(100)) },
    ]).flat();
  }

  function ends(count: number): JsonObject[] {
    return Array.from({ length: count }, (_, at) => ({
      type: 'response.output_text.done',
      ...{ item_id: `e${at}`, output_index: 0, content_index: 1, text: 'x' },
    }));
  }

  function itemEnd(each: JsonObject, output_index: number): JsonObject {
    return { type: 'response.output_item.done', output_index, item: each };
  }
});
