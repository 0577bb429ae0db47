import { expect, it } from 'vitest';
import { conversationsPage } from '#components/export/conversations-page.tsx';
import { HOSTILE_LISTS } from '#tests/support/hostile-strings.ts';
import { messageOf } from '#tests/support/store-fixtures.ts';
import { findDangers } from '../markdown/find-dangers.ts';

const pageOf = async (...conversations: Parameters<typeof conversationsPage>[0]) =>
  (await conversationsPage(conversations)).join('');

const reply = (fields: object) => messageOf({ id: 'a1', role: 'assistant', ...fields });
const PICTURE = 'data:image/png;base64,iVBORw0KGgo=';

/** What the page has around the text of messages. */
const FRAME = /^<(?:main|body|html|section|article|h[1-3]|bdi|nav)>$|^id="c\d+"$|^value="\d+"$/;

it('is one page that loads nothing and runs nothing', async () => {
  const html = await pageOf({ title: 'T <b>', path: [messageOf({ id: 'u1' })] });
  expect(html).toMatch(/^<!doctype html><html lang="en"><head><meta charset="utf-8">/);
  expect(html).toContain(
    `content="default-src &#x27;none&#x27;; style-src &#x27;unsafe-inline&#x27;; img-src data:"`,
  );
  expect(html).toContain('<title>T &lt;b&gt;</title>');
  expect(html).not.toMatch(/<(?:script|link|button|iframe)|url\(|@import/);
  expect(html.trimEnd()).toMatch(/<\/main><\/body><\/html>$/);
});

it('draws text, tables, sources, calls and pictures, and leaves out thinking', async () => {
  const html = await pageOf({
    title: 'T',
    path: [
      messageOf({ id: 'u1', text: 'a  <i>b\n*c*' }),
      reply({
        text: '**Bold** [1]\n\n| a |\n|---|\n| 1 |',
        thinking: 'secret thought',
        reasoning: { data: 'secret', seal: 's'.repeat(43) },
        model: 'model-one',
        images: [PICTURE],
        sources: [{ url: 'https://a.example/x', title: 'A page' }],
        toolCalls: [{ name: 'lookup', arguments: '{"a":1}' }],
      }),
      reply({ id: 'a2', text: 'Half', status: 'interrupted' }),
    ],
  });
  expect(html).toContain('a  &lt;i&gt;b\n*c*');
  expect(html).toContain('<strong>Bold</strong>');
  expect(html).toContain('<table');
  expect(html).toContain(`<img src="${PICTURE}"`);
  expect(html).toContain('<h3>Reply<span> model-one</span></h3>');
  expect(html).toMatch(/<li value="1"><a href="https:\/\/a\.example\/x"[^>]+><bdi>A page/);
  expect(html).toContain('lookup');
  expect(html.match(/This reply is incomplete/g)).toHaveLength(1);
  expect(html).not.toContain('secret thought');
});

it('has the files of a question, and says which are missing', async () => {
  const attachments = [
    { type: 'picture', id: 'f1', name: 'A <cat>', url: PICTURE, width: 1, height: 1 },
    { type: 'text', id: 'f2', name: 'a.md', text: '<b>Plan', origin: 'file' },
    { type: 'absent', id: 'f3', name: 'lost.txt' },
  ] as const;
  const html = await pageOf({ title: 'T', path: [messageOf({ id: 'u1', text: '', attachments })] });
  expect(html).toContain(`<img src="${PICTURE}" alt="A &lt;cat&gt;"`);
  expect(html).toMatch(/<summary><bdi>a\.md<\/bdi><\/summary><pre dir="auto">&lt;b&gt;Plan<\/pre>/);
  expect(html).toContain('lost.txt');
  expect(html).not.toContain('class="typed"');
});

it('colors code, which no script will do later', async () => {
  const text = '```js\nconst a = 1;\n```\n\n- ```py\n  def f(): pass\n  ```';
  const html = await pageOf({ title: 'T', path: [reply({ text })] });
  expect(html).toContain('<span class="code-keyword">const</span>');
  expect(html).toContain('<span class="code-keyword">def</span>');
});

it('lists several conversations, each with an address within the file', async () => {
  const path = [messageOf({ id: 'u1' })];
  const html = await pageOf({ title: 'One', path }, { title: 'Two', path });
  expect(html).toContain('<a href="#c2"><bdi>Two</bdi></a>');
  expect(html).toContain('<section id="c2"><h2 dir="auto">Two</h2>');
});

it('pauses while it draws a long conversation', async () => {
  let clock = 0;
  let pauses = 0;
  const path = Array.from({ length: 10 }, (_, at) => messageOf({ id: `u${at}` }));
  await conversationsPage([{ title: 'T', path }], {
    now: () => {
      clock += 20;
      return clock;
    },
    pause: async () => {
      pauses += 1;
    },
  });
  expect(pauses).toBeGreaterThanOrEqual(3);
});

it.each(Object.entries(HOSTILE_LISTS))('shows %s as text', async (_, texts) => {
  const path = texts.flatMap((text, at) => [
    messageOf({ id: `u${at}`, text }),
    reply({
      id: `a${at}`,
      text,
      model: text,
      images: [text],
      sources: [{ url: text, title: text }],
      toolCalls: [{ name: text, arguments: text }],
    }),
  ]);
  const [, ...body] = await conversationsPage(
    texts.map((title) => ({ title, path: [] })).concat([{ title: 'T', path: path as never[] }]),
  );
  const html = body.join('').replace('</main></body></html>', '');
  expect(findDangers(html).filter((danger) => !FRAME.test(danger))).toEqual([]);
});
