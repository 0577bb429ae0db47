/** A text of about `length` characters. */
export type MarkdownShape = (length: number) => string;

const repeat =
  (piece: string): MarkdownShape =>
  (length) =>
    piece.repeat(Math.ceil(length / piece.length));

/** The same mark opened over and over, then closed as often. */
const nest =
  (open: string, close: string): MarkdownShape =>
  (length) => {
    const count = Math.ceil(length / (open.length + close.length));
    return open.repeat(count) + close.repeat(count);
  };

/** A beginning that changes how everything after it is parsed, and an end that comes late. */
const wrapped =
  (beginning: string, piece: string, end = ''): MarkdownShape =>
  (length) =>
    beginning + repeat(piece)(length) + end;

const counted =
  (piece: (index: number) => string): MarkdownShape =>
  (length) => {
    let text = '';
    for (let index = 0; text.length < length; index += 1) text += piece(index);
    return text;
  };

const joined =
  (...shapes: readonly MarkdownShape[]): MarkdownShape =>
  (length) =>
    shapes.map((shape) => shape(length / shapes.length)).join('');

/** A definition with the longest possible address, then uses of it. */
const used =
  (address: string, use: string): MarkdownShape =>
  (length) =>
    `[a]: ${address.padEnd(Math.min(2_040, length / 2), 'x')}\n\n${repeat(use)(length / 2)}`;

const table =
  (columns: number, row: string): MarkdownShape =>
  (length) =>
    `${'|'.repeat(columns + 1)}\n${'|-'.repeat(columns)}|\n${repeat(row)(length)}`;

/** Pieces that are repeated unchanged. */
const PIECES: readonly string[] = [
  ...['>', '> ', '- ', '-\n', '*', '_', '~', '~~', '`', '``` ', '[', '![', '](', '[]', '[]('],
  ...['[a](b', '[a][', '[a]', '<', '<a', '<a ', '<!--', '<!-- ', '<![CDATA[ ', '<? ', '</', '&'],
  ...['&amp;', '&#', '\\', '\\*', '|', '|\n', '1. ', '1.\n', '> - ', '*a_', 'x_', 'a\n-\n', '=\n'],
  ...['a\n=\n', '[a]: https://b.c\n', '|a|\n|-|\n', '|a|\n|-|\n\n', '**a *b ', '*a* ', '**a**'],
  ...['`a`', '`a', '``a`', '~~a~~ ', 'https://a.b ', 'https://a.b', 'a@b.c ', 'a@b.c', 'www.a.b '],
  ...['http://', 'a  \n', 'a\\\n', '- [ ] a\n', '- [x]\n', '# a\n', '#', '#\n', '---\n', '***\n'],
  ...['```\na\n```\n', '```\n', '```\n```\n', '    a\n\nb\n\n', '    a\n', 'a', 'a ', 'a\n'],
  ...['[^1]', '[^1]: a\n', '<br>', 'a<b>c', '"', '((', '[a](<', '[a](b "', '[a](https://b.c) '],
  ...['![a](https://b.c) ', '![](https://b.c)', '[a.b](https://b.c) ', '[a]: <https://b.c> "x\n'],
  ...['[a]:\n', '- a\n  - b\n', '> a\n>> b\n', '*a **b ', '_a __b ', '***a** b* ', '&#x41;', '*a'],
  ...['<https://a.b> ', '<a@b.c> ', '_a_b', '+ a\n\n', '1) a\n\n', '- a\n\n  b\n\n', '- ```\n'],
  ...[
    'a[^1]\n[^1]: a\n\n    b\n',
    '[^a]: [^b]: ',
    '[^',
    'a\n[^1]: b\n',
    '`\n[^1]:\n',
    '- a\n[^1]: b\n',
  ],
  ...['<details>\n', '<details><summary>a</summary>b</details>\n', '<summary>a\n', '</details>\n'],
  ...[
    'a</details>\n',
    '- a\n</details>\n',
    '`</details>\n',
    '<sub>',
    '<sub>a</sup>',
    '<sub>a</sub>',
    '<kbd><sup>',
    'a<br>',
    '</sub>',
  ],
  ...['$', '$$', '$a', '$a$', '$a$ ', '$$a$$', '$$a$$ ', '$$a$$\n', '$5', '$$\n', '\\(', '\\(a\\)'],
  ...[
    '\\[',
    '\\[\n',
    '\\[a=b\\]\n',
    '$\\',
    '$`',
    '`$',
    '$a_b^c$',
    '\\(\\[$$',
    '*$a*$',
    '$$\na\n$$\n',
  ],
  ...['真*', '真**，', '*，真_', '~~真，', '真https://a.b，', 'https://a.b/真'],
  ...['> ```\n', '* * \n', '- - - a\n', '> > > a\n', '> a\nb\n', '- > a\n', '<div>\na\n\n'],
  ...['>>>>>>>>>>>>>>>a\n\n', 'a_b*c~d`e[f]g(h)i<j>k&l;m!n#o|p\\q\n', '\r', '\0', '\u200d', '😀'],
];

/**
 * Shapes with quadratic cost in Markdown parsers, or whose output is longer than the input. Each is
 * only text.
 */
export const MARKDOWN_SHAPES: Readonly<Record<string, MarkdownShape>> = {
  ...Object.fromEntries(PIECES.map((piece) => [JSON.stringify(piece), repeat(piece)])),
  'brackets in brackets': nest('[', ']'),
  'links in links': nest('[', '](https://b.c)'),
  'parentheses in a link': (length) => `[a](${nest('(', ')')(length)})`,
  'strong in strong': nest('**a', '**'),
  'emphasis in emphasis': nest('*a ', ' b*'),
  'strike in strike': nest('~~a ', ' b~~'),
  'a list in a list': counted((index) => `${' '.repeat(2 * (index % 100))}- a\n`),
  'ever more backticks': counted((index) => `${'`'.repeat(index + 1)}a`),
  'lazy lines of an item': wrapped('- a\n', 'b\n'),
  'lines of an item': wrapped('- a\n', '  b\n'),
  'code of an item': wrapped('- a\n\n', '      b\n'),
  'lazy lines of a quote': wrapped('> a\n', 'b\n'),
  'a heading that comes late': wrapped('', 'a\n', '===\n'),
  'text in brackets': wrapped('[', 'a ', ']'),
  'words of stars': repeat(`${'a*'.repeat(2_000)} `),
  'words of angles': repeat(`${'<a'.repeat(2_000)} `),
  'words of backticks': repeat(`${'a`'.repeat(2_000)} `),
  'words of mailboxes': repeat(`${'a@a.'.repeat(1_000)} `),
  'words of punctuation': repeat(`${'.,;:'.repeat(1_000)} `),
  'lines with spaces behind': repeat(`a${' '.repeat(500)}\n`),
  'open code': wrapped('```js\n', 'const a = 1;\n'),
  'code in one line': wrapped('```js\n', 'a+', '\n```\n'),
  'code in one line of backticks': wrapped('```js\na', '`'),
  'code in one line that may close it': wrapped('```js\n', '`'),
  'code in one line of spaces': wrapped('```js\n', ' '),
  'code of short fences': wrapped('`````\n', '````\n'),
  'HTML with attributes': wrapped('a <b ', 'a="b" ', '>'),
  'HTML that never ends': wrapped('<script>\n', 'a\n'),
  'a head of many columns': (length) => table(Math.ceil(length / 6), '|\n')(length / 2),
  'rows of one bar': table(64, '|\n'),
  'rows of empty cells': table(64, `${'|'.repeat(65)}\n`),
  'rows of escaped bars': table(2, '|\\|\n'),
  'rows that are too long': table(2, `${'|a'.repeat(50)}|\n`),
  'definitions, each used': counted((at) => `[a${at}]: https://b.c/${at}\n\n[a${at}]\n\n`),
  'definitions, each used before': joined(
    counted((at) => `[a${at}]\n\n`),
    counted((at) => `[a${at}]: https://b.c/${at}\n\n`),
  ),
  'one definition, used before': (length) => `${repeat('[a]\n\n')(length)}[a]: https://b.c\n`,
  'one definition with a long address': used('https://b.c/', '[a] '),
  'one definition with a long address, in paragraphs': used('https://b.c/', '[a]\n\n'),
  'one definition with a long mailbox': used('mailto:', '![][a] '),
  'one definition with a long host': used('https://', '![][a] '),
  'hosts in other scripts': repeat(`[a](https://${'é.'.repeat(500)}c/) `),
};
