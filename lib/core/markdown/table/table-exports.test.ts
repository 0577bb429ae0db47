import { describe, expect, it } from 'vitest';
import { readAtOnce } from '#tests/support/arriving-markdown.ts';
import type { Table } from './table-rows.ts';
import { tableToCsv } from './table-to-csv.ts';
import { tableToMarkdown } from './table-to-markdown.ts';

function readTable(text: string): Table {
  const [table] = readAtOnce(text);
  if (table?.type !== 'table') throw new Error('The text is no table.');
  return table;
}

/** A table of one column with these cells below its head. */
function tableOf(...cells: string[]): Table {
  const rows = [cells.map((cell) => [[cell]])];
  return { type: 'table', align: [null], header: [['Head']], rows };
}

describe('a table as CSV', () => {
  it('has what is written in its cells', () => {
    const text =
      '| **a** | b, c | d |\n|---|---|---|\n| `x \\| y` | say "hi" | 1<br>2 |\n| [text](https://a.example) | $x^2$ |\n';
    expect(tableToCsv(readTable(text))).toBe(
      'a,"b, c",d\r\nx | y,"say ""hi""","1\n2"\r\ntext,$x^2$,\r\n',
    );
  });

  it.each([
    '=1+1',
    '=HYPERLINK("https://evil.example";"x")',
    '+1+cmd',
    '-2+3+cmd|x',
    '@SUM(A1)',
    '＝1+1',
    '＋1',
    '－1x',
    '＠x',
    '-',
    '--5',
    '+a',
  ])('has no formula for a spreadsheet: %s', (cell) => {
    const [, line = ''] = tableToCsv(tableOf(cell)).split('\r\n');
    expect(line).toBe(`"'${cell.replaceAll('"', '""')}"`);
  });

  it.each(['-5', '+5', '-1,000.50', '-5%', '−5', '5-6', 'a=b', '(1)'])(
    'leaves %s as it is',
    (cell) => {
      const [, line = ''] = tableToCsv(tableOf(cell)).split('\r\n');
      expect(line.replaceAll('"', '')).toBe(cell);
    },
  );
});

describe('a table as Markdown', () => {
  it.each([
    '| a | b |\n|---|---|\n| 1 | 2 |\n',
    '| a | b | c |\n|:--|:-:|--:|\n| 1 |\n| 1 | 2 | 3 | 4 |\n',
    '| **a *b*** | ~~c~~ | `d` | `` ` `` |\n|--|--|--|--|\n| x \\| y | `a \\| b` | <sub>1</sub><kbd>K</kbd> | 1<br>2 |\n',
    '| snake_case | _it_ | \\*no\\* | \\_no\\_ |\n|--|--|--|--|\n| a\\\\b | \\<b> | \\[a\\](b) | &amp;amp; |\n',
    '| $5 | $5 and $6 | $x^2$ | \\(a\\) |\n|--|--|--|--|\n| \\$x\\$ | $\\|x\\|$ | \\\\(a\\\\) | \\`a\\` |\n',
    '| [a](https://a.example/b?c=d&e=f) | https://a.example/ |\n|--|--|\n| ![alt](https://a.example/x.png) | a@b.example |\n',
    '| $https://a.example $ | !https://a.example | a! |\n|--|--|--|\n| $a | b$ | c$! |\n',
    '| \\~~a\\~~ | a * b | 2 ~ 3 | # a |\n|--|--|--|--|\n| - a | > b | 1. c |  |\n',
  ])('is read as the same table: %j', (text) => {
    const table = readTable(text);
    const again = readTable(tableToMarkdown(table));
    expect(tableToCsv(again)).toBe(tableToCsv(table));
    expect(again.align).toEqual(table.align);
    expect(tableToMarkdown(again)).toBe(tableToMarkdown(table));
  });

  it('escapes nothing that needs no escape', () => {
    const text = '| snake_case | $5 (10%) |\n| --- | --- |\n| a-b + c = d! | #1, v2.0 |\n';
    expect(tableToMarkdown(readTable(text))).toBe(text);
  });
});
