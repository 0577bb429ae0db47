import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { announcementOf, ExtrasAfter, ExtrasBefore } from '#components/extras/extras-view.tsx';
import { CitedMarkdown } from '#components/markdown/cited-markdown.tsx';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { replyAsText } from '#lib/core/chat/reply-as-text.ts';
import type { Source } from '#lib/core/chat/reply-extras.ts';
import { messageOf } from '#tests/support/store-fixtures.ts';
import { readTags } from '../markdown/render-markdown.ts';

const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAoAAAAFCAAAAABZDyK0AAAADklEQVR4nGOogAMGEpgAhN0XcRHDFsgAAAAASUVORK5CYII=';
const A: Source = { url: 'https://a.example/x', title: 'Page A' };
const B: Source = { url: 'https://b.example/', title: 'b.example' };

const reply = (fields: Partial<ChatMessage>) =>
  messageOf({ id: 'a', role: 'assistant', text: '', ...fields });
const above = (fields: Partial<ChatMessage>) =>
  renderToStaticMarkup(createElement(ExtrasBefore, { message: reply(fields) }));
const below = (fields: Partial<ChatMessage>, asked = 'Draw *a cat*') =>
  renderToStaticMarkup(createElement(ExtrasAfter, { message: reply(fields), asked }));
const text = (sources: readonly Source[] | undefined, written: string, streaming = false) =>
  renderToStaticMarkup(createElement(CitedMarkdown, { text: written, streaming, sources }));
const wordsOf = (html: string) => html.replace(/<[^>]{0,3000}>/g, '').replaceAll('&quot;', '"');
const numbersIn = (html: string) =>
  [
    ...html.matchAll(/<a href="([^"]{1,3000})"[^>]{0,500}class="citation"[^>]{0,500}>(\d+)<\/a>/g),
  ].map(([, href, number]) => `${number} ${href}`);

vi.mock('#components/markdown/table-tools.tsx', () => ({ TableTools: () => null }));

describe('the numbers of sources in a text', () => {
  it.each([
    ['So [1][2].', 'So 12.', ['1 https://a.example/x', '2 https://b.example/']],
    ['So [doc2] and 【1†source】', 'So 2 and 1', ['2 https://b.example/', '1 https://a.example/x']],
    ['- one [1]\n- two', 'one 1two', ['1 https://a.example/x']],
    [
      '| a [1] | b |\n|---|---|\n| c | d [2] |\n',
      'a 1bcd 2',
      ['1 https://a.example/x', '2 https://b.example/'],
    ],
    ['# a [1]\n\n**b [2]**', 'a 1b 2', ['1 https://a.example/x', '2 https://b.example/']],
    ['日本語[1]です', '日本語1です', ['1 https://a.example/x']],
    ['晴[1](@ref)[2](@ref)', '晴12', ['1 https://a.example/x', '2 https://b.example/']],
  ])('are links where %j has marks', (written, words, numbers) => {
    for (const streaming of [false, true]) {
      const html = text([A, B], written, streaming);
      expect(numbersIn(html)).toEqual(numbers);
      expect(wordsOf(html)).toBe(words);
    }
  });

  it.each([
    'So [3] and [0].',
    'a `b[1]` c',
    '```\nb[1]\n```',
    '[1]: https://c.example\n\nSee [1].',
    '[see [1]](https://c.example)',
    '- [ ] todo',
  ])('are none in %j', (written) => {
    expect(numbersIn(text([A, B], written))).toEqual([]);
    expect(wordsOf(text([A, B], written))).toBe(wordsOf(text(undefined, written)));
  });

  it.each([
    [
      'left out',
      [A, { ...B, number: 3 }],
      'a [1] b [2] c [3]',
      ['1 https://a.example/x', '3 https://b.example/'],
    ],
    [
      'listed twice',
      [A, { ...A, number: 2 }, { ...B, number: 3 }],
      '[2] [3]',
      ['1 https://a.example/x', '3 https://b.example/'],
    ],
    [
      'out of order',
      [
        { ...A, number: 2 },
        { ...B, number: 1 },
      ],
      '[1] [2]',
      ['1 https://b.example/', '2 https://a.example/x'],
    ],
    ['one of two lists of a continued reply', [A, { ...B, number: 1 }], 'a [1]', []],
  ])(
    'lead to the source of that number when one is %s',
    (_, [first, ...rest], written, numbers) => {
      const html = text([{ number: 1, ...first }, ...rest] as Source[], written);
      expect(numbersIn(html)).toEqual(numbers);
    },
  );

  it('are none without sources', () => {
    expect(wordsOf(text(undefined, 'So [1].'))).toBe('So [1].');
    expect(wordsOf(text([], 'So [1].'))).toBe('So [1].');
  });

  it('follow each passage with a source once the reply has ended', () => {
    const sources = [
      { ...A, start: 0, end: 3 },
      { ...B, start: 4, end: 8 },
    ];
    expect(wordsOf(text(sources, 'So. Yes.'))).toBe('So.1 Yes.2');
    expect(wordsOf(text(sources, 'So. Yes.', true))).toBe('So. Yes.');
  });

  it('stand for a link to a source in parentheses once the reply has ended', () => {
    const written = `So. ([Page A](${A.url})) Yes (see [c](https://c.example)) [b](${B.url})`;
    const end = written.indexOf(') Yes') + 1;
    const sources = [{ ...A, start: 4, end }, B];
    expect(wordsOf(text(sources, written))).toBe('So. 1 Yes (see c) b');
    expect(wordsOf(text(sources, written, true))).toBe('So. (Page A) Yes (see c) b');
    expect(wordsOf(text(undefined, written))).toBe('So. (Page A) Yes (see c) b');
  });
});

describe('the sources of a reply', () => {
  it('are links that tell their page nothing, and fetch nothing', () => {
    const html = below({ sources: [A, B, { ...A, end: 3 }] }) + text([A], 'So [1].');
    const tags = readTags(html);
    const links = tags.filter(({ name }) => name === 'a');
    expect(links.length).toBe(3);
    for (const { attributes } of links) {
      expect(attributes.get('rel')).toBe('noopener noreferrer nofollow');
      expect(attributes.get('referrerpolicy')).toBe('no-referrer');
      expect(attributes.get('target')).toBe('_blank');
    }
    expect(tags.map(({ name }) => name)).not.toContain('img');
    expect(tags.map(({ name }) => name)).not.toContain('link');
    for (const { attributes } of tags) {
      for (const name of attributes.keys())
        expect(name).not.toMatch(/^(?:src|srcset|style|on\w+)$/);
    }
  });

  it('always show their host next to a title, and their address without one', () => {
    expect(
      wordsOf(below({ sources: [{ url: 'https://evil.example/', title: 'bank.example' }] })),
    ).toBe('Sources1bank.exampleevil.example');
    expect(wordsOf(below({ sources: [{ url: 'https://a.example/path' }] }))).toBe(
      'Sources1a.example/path',
    );
  });

  it('link nowhere if the address hides its host', () => {
    const html = below({ sources: [{ url: 'https://bank.example@evil.example/' }] });
    expect(readTags(html).map(({ name }) => name)).not.toContain('a');
  });

  it('are shortened to five if there are many', () => {
    const many = Array.from({ length: 30 }, (_, n) => ({ url: `https://a.example/${n}` }));
    expect(readTags(below({ sources: many })).filter(({ name }) => name === 'li')).toHaveLength(5);
    expect(wordsOf(below({ sources: many }))).toContain('Show all 30 sources');
    expect(wordsOf(below({ sources: many.slice(0, 6) }))).not.toContain('Show all');
  });
});

describe('searches, calls and pictures', () => {
  it('say what is searched for, and afterward what was', () => {
    const searches = [{ status: 'searching', query: 'why' }] as const;
    expect(wordsOf(above({ searches, status: 'waiting' }))).toBe('Searching the web: why…');
    expect(wordsOf(above({ searches: [{ status: 'done', query: 'why' }] }))).toBe(
      'Searched the web: why',
    );
    expect(above({})).toBe('');
  });

  it('show a call with its arguments, as JSON if they are', () => {
    const html = below({ toolCalls: [{ name: 'look<up>', arguments: '{"a":1}' }] });
    expect(wordsOf(html)).toContain(
      'The model asked to call look&lt;up&gt;. Starlight doesn&#x27;t run functions.',
    );
    expect(wordsOf(html)).toContain('{\n  "a": 1\n}');
    expect(wordsOf(below({ toolCalls: [{ name: 'a', arguments: '{"a":' }] }))).toContain('{"a":');
  });

  it('keep the place of a picture, named after what was asked', () => {
    const [image] = readTags(below({ images: [PNG] })).filter(({ name }) => name === 'img');
    expect(image?.attributes.get('alt')).toBe('Picture for: Draw a cat');
    expect(image?.attributes.get('width')).toBe('10');
    expect(image?.attributes.get('height')).toBe('5');
    expect(image?.attributes.get('src')).toBeUndefined();
    const alts = readTags(below({ images: [PNG, PNG] }, 'x'.repeat(5000))).flatMap(
      ({ attributes }) => attributes.get('alt') ?? [],
    );
    expect(alts).toHaveLength(2);
    for (const alt of alts) expect(alt.length).toBeLessThan(100);
  });

  it('say that a picture is damaged', () => {
    for (const url of [
      'data:image/png;base64,A',
      'data:image/png;base64,====',
      'https://a.example',
    ]) {
      expect(wordsOf(below({ images: [url] }))).toBe(
        'This picture arrived damaged, so it can&#x27;t be shown.',
      );
    }
  });
});

describe('the words of a reply', () => {
  it('for the clipboard are its text and its sources, without what it thought and searched', () => {
    const searches = [{ status: 'done', query: 'why' }] as const;
    const message = reply({ text: 'So [1].', sources: [A, B, A], thinking: 'Hm.', searches });
    expect(replyAsText(message)).toBe(
      'So [1].\n\nSources:\n[1] Page A: https://a.example/x\n[2] b.example: https://b.example/',
    );
    expect(replyAsText(reply({ text: 'So [1].' }))).toBe('So [1].');
  });

  it('for a screen reader say what came without text', () => {
    const call = { name: 'lookup', arguments: '' };
    const said = (fields: Partial<ChatMessage>) => announcementOf(reply(fields));
    expect(said({ text: 'So.' })).toBe('Reply: So.');
    expect(said({ images: [PNG] })).toBe('Picture received');
    expect(said({ text: 'So', images: [PNG, PNG] })).toBe('Reply: So. 2 pictures received');
    expect(said({ toolCalls: [call] })).toBe('The model asked to call lookup');
    expect(said({ toolCalls: [call, call] })).toBe('The model asked to call 2 functions');
  });
});
