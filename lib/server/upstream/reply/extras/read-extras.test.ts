import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_EXTRAS } from '#lib/core/chat/extra-limits.ts';
import { type ReplyExtra, replyExtraSchema } from '#lib/core/chat/reply-extras.ts';
import { createExtrasReader } from './read-extras.ts';

const A = { url: 'https://a.test/', title: 'A' };
const B = { url: 'https://b.test/', title: 'B' };

/** The extras of chunks that add these texts. */
function read(...chunks: [chunk: unknown, text?: string][]): ReplyExtra[] {
  const reader = createExtrasReader();
  return [...chunks.flatMap(([chunk, text = '']) => reader.take(chunk, text)), ...reader.rest()];
}

const saying = (message: object, more: object = {}) => ({
  ...more,
  choices: [{ index: 0, message }],
});
const sourcesOf = (extras: readonly ReplyExtra[]) =>
  extras.flatMap((extra) => (extra.type === 'sources' ? extra.sources : []));

describe('createExtrasReader', () => {
  it('reads a document as it reads a stream', () => {
    const annotation = {
      type: 'url_citation',
      url_citation: { ...A, start_index: 3, end_index: 5 },
    };
    const call = { id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } };
    const message = { content: '👋 hi', annotations: [annotation], tool_calls: [call] };
    expect(read([saying(message), '👋 hi!'])).toEqual([
      { type: 'sources', sources: [{ ...A, start: 4, end: 6 }] },
      { type: 'tool_call', call: { name: 'f', arguments: '{}' } },
    ]);
  });

  it('joins two lists in the order of the first, and gives each source once', () => {
    const lists = {
      citations: [B.url, A.url],
      search_results: [A, B, { ...A, url: 'https://c.test/' }],
    };
    const chunk = saying({}, lists);
    expect(read([chunk], [chunk])).toEqual([
      {
        type: 'sources',
        sources: [
          { ...B, number: 1 },
          { ...A, number: 2 },
          { url: 'https://c.test/', title: 'A', number: 3 },
        ],
      },
    ]);
  });

  it('takes titles from annotations for sources that are numbered', () => {
    const chunk = saying(
      { annotations: [{ type: 'url_citation', url_citation: A }] },
      { citations: [A.url] },
    );
    expect(sourcesOf(read([chunk]))).toEqual([{ ...A, number: 1 }]);
  });

  it('keeps the number of each source when one before it is left out or cited twice', () => {
    const citations = ['http://plain.test/', A.url, A.url, B.url];
    expect(sourcesOf(read([saying({}, { citations })], [saying({}, { citations })]))).toEqual([
      { url: A.url, number: 2 },
      { url: A.url, number: 3 },
      { url: B.url, number: 4 },
    ]);
  });

  it('continues the numbers of a list that comes in pieces', () => {
    const chunks = [A.url, 'http://plain.test/', B.url].map((url) =>
      saying({}, { citations: [url] }),
    );
    expect(sourcesOf(read(...chunks.map((chunk): [unknown] => [chunk])))).toEqual([
      { url: A.url, number: 1 },
      { url: B.url, number: 3 },
    ]);
  });

  it('keeps a source whose place is impossible', () => {
    const at = (start_index: unknown, end_index: unknown) =>
      saying({
        annotations: [{ type: 'url_citation', url_citation: { ...A, start_index, end_index } }],
      });
    for (const [start, end] of [
      [0, 99],
      [3, 1],
      [-1, 2],
      ['0', '1'],
      [0, 0],
    ]) {
      expect(sourcesOf(read([at(start, end), 'Warm.']))).toEqual([A]);
    }
  });

  it('drops an image that is too large or of another type, and keeps the text and the other images', () => {
    const small = 'data:image/webp;base64,UklGRg==';
    const images = [
      { image_url: { url: `data:image/png;base64,${'A'.repeat(8_000_000)}` } },
      { image_url: { url: 'data:image/svg+xml;base64,AAAA' } },
      { b64_json: 'AAAA' },
      { b64_json: 'UklGRg==' },
    ];
    expect(read([saying({ content: 'Here.', images }), 'Here.'])).toEqual([
      { type: 'image', url: small },
    ]);
  });

  it('tells at most one search as running, and ends it with the reply', () => {
    const tool = (query: string) => ({
      type: 'search',
      arguments: JSON.stringify({ query }),
      output: '',
    });
    const chunk = saying({ executed_tools: [tool('sun'), tool('rain'), { type: 'python' }] });
    expect(read([chunk], [chunk])).toEqual([
      { type: 'search', search: { status: 'searching', query: 'sun' } },
      { type: 'search', search: { status: 'done', query: 'sun' } },
      { type: 'search', search: { status: 'searching', query: 'rain' } },
      { type: 'search', search: { status: 'done', query: 'rain' } },
    ]);
  });

  it('ignores every choice but the first', () => {
    const chunk = { choices: [{ index: 1, delta: { annotations: [A], tool_calls: [{}] } }] };
    expect(read([chunk])).toEqual([]);
  });

  it('keeps to the contract, whatever arrives', () => {
    const names = [
      ...[
        'citations',
        'search_results',
        'web_search',
        'search_info',
        'references',
        'context',
        'sources',
      ],
      ...[
        'annotations',
        'images',
        'content',
        'tool_calls',
        'function_call',
        'executed_tools',
        'url',
      ],
      ...[
        'reasoning_steps',
        'extra_content',
        'google',
        'grounding_metadata',
        'groundingChunks',
        'role',
      ],
      ...[
        'vertex_ai_grounding_metadata',
        'provider_specific_fields',
        'messages',
        'search_intent',
        'web',
      ],
      ...[
        'image_url',
        'b64_json',
        'type',
        'title',
        'query',
        'name',
        'arguments',
        'start',
        'end',
        'id',
      ],
    ];
    const text = fc.constantFrom(
      A.url,
      'image_url',
      'tool',
      '{"query":"a"}',
      'data:image/gif;base64,AA==',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: 'medium' }, tie('leaf'), tie('node'), tie('list')),
      leaf: fc.oneof(text, fc.jsonValue({ maxDepth: 1 })),
      node: fc.dictionary(fc.constantFrom(...names), tie('tree')),
      list: fc.array(tie('tree'), { maxLength: 5 }),
    }));
    const chunk = fc
      .tuple(tree, tree, tree)
      .map(([delta, choice, rest]): [unknown, string] => [
        { ...Object(rest), choices: [{ ...Object(choice), index: 0, delta }] },
        'Text.',
      ]);
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 5 }), (chunks) => {
        for (const extra of read(...chunks)) {
          expect(replyExtraSchema.safeParse(extra).error, JSON.stringify(extra)).toBeUndefined();
        }
      }),
    );
  });

  it('takes linear time for ten megabytes, and gives no more than is kept', () => {
    const long = 'x'.repeat(1000);
    const entry = (at: number) => ({ url: `https://${at}.test/`, title: long });
    const many = Array.from({ length: 5000 }, (_, at) => entry(at));
    const hostile: unknown[] = [
      ...many.map((each) => saying({}, { citations: [each] })),
      ...Array.from({ length: 3 }, () => saying({}, { citations: many, search_results: many })),
      saying({ annotations: many, images: many, content: many, executed_tools: many }),
      ...many.map(({ url }) => saying({ images: [{ url }, { b64_json: `iVBORw0KGgo${url}` }] })),
      saying({ content: JSON.stringify(many), role: 'tool' }),
      ...many.map(({ title }, index) =>
        saying({ tool_calls: [{ index, function: { name: 'f', arguments: title } }] }),
      ),
      ...many.map(({ title }) =>
        saying({ tool_calls: [{ index: 0, function: { arguments: title } }] }),
      ),
    ];
    const startedAt = performance.now();
    const extras = read(...hostile.map((chunk): [unknown, string] => [chunk, long]));
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(sourcesOf(extras).length).toBeLessThanOrEqual(MAX_EXTRAS.sources);
    const count = (type: ReplyExtra['type']) =>
      extras.filter((extra) => extra.type === type).length;
    expect(count('tool_call')).toBeLessThanOrEqual(MAX_EXTRAS.toolCalls);
    expect(count('image')).toBeLessThanOrEqual(MAX_EXTRAS.images);
    expect(count('search')).toBeLessThanOrEqual(2 * MAX_EXTRAS.searches);
  });
});
