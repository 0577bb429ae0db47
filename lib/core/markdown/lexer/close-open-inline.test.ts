import { describe, expect, it } from 'vitest';
import { closeOpenInline } from './close-open-inline.ts';

describe('closeOpenInline', () => {
  it.each([
    ['some **bold', 'some **bold**'],
    ['some **bold text ', 'some **bold text**'],
    ['some **bold*', 'some **bold**'],
    ['some **', 'some '],
    ['****', ''],
    ['some *it', 'some *it*'],
    ['some __bold', 'some __bold__'],
    ['some ~~gone', 'some ~~gone~~'],
    ['***both', '***both***'],
    ['***both** one', '***both** one*'],
    ['**bold *both', '**bold *both***'],
    ['`code', '`code`'],
    ['``code with ` in', '``code with ` in``'],
    ['``code`', '``code``'],
    ['a `', 'a '],
    ['**bold `code', '**bold `code`**'],
    ['see [label', 'see '],
    ['see [label]', 'see '],
    ['[label](', 'label'],
    ['[label](https://exa', 'label'],
    ['[label](https://example.com "tit', 'label'],
    ['[label](<https://exa', 'label'],
    ['[label](<https://example.com/a b> "tit', 'label'],
    ['[a [b] c](https://exa', 'a [b] c'],
    ['see [label][re', 'see '],
    ['[**label', ''],
    ['[**label**](', '**label**'],
    ['see !', 'see '],
    ['see ![alt', 'see '],
    ['![alt](https://exa', 'Image: alt'],
    ['![](https://exa', 'Image'],
    ['[![alt](https://example.com/a.png)](https://exa', 'Image: alt'],
    ['a note[^1]', 'a note'],
    ['see <htt', 'see '],
    ['a <', 'a '],
    ['a &', 'a '],
    ['a &am', 'a '],
    ['a &#x2', 'a '],
    ['some **`', 'some '],
    ['some **bold and 2*3', 'some **bold and 2*3**'],
    ['*(*both', '*(*both**'],
    ['see <https://exa', 'see <https://exa>'],
    ['see <a@b.exa', 'see '],
    ['see <a.b', 'see '],
    ['if a <b', 'if a '],
    ['<img alt="*a', '\\<img alt\\=\\"\\*a'],
    ['H<sub>2', 'H<sub>2</sub>'],
    ['H<sub>2</su', 'H<sub>2</sub>'],
    ['<kbd>**Ctrl', '<kbd>**Ctrl**</kbd>'],
    ['a <s', 'a '],
    ['ends with \\', 'ends with '],
    ['这是**粗体', '这是**粗体**'],
  ])('shows %j as %j', (source, shown) => {
    expect(closeOpenInline(source)).toBe(shown);
  });

  it.each([
    'plain text',
    'some **bold** text',
    '2 * 3 is 6',
    '2*3 is 6',
    '2**3 is 8',
    'snake_case_name',
    'a ~ b',
    'a < b',
    '`closed` code',
    '[link](https://example.com) and on',
    'array[0] and on',
    '[1] a note',
    'f(x)[0] and [a][b] on',
    'Q&A and &amp;',
    '<![CDATA[a',
    '[link](/not a link',
    '\\*\\*not bold',
    'Hello!',
    '<b title="**">x',
    'if a <b and',
    'a [1]\n',
    'a [1] and [2\nb',
    'a !\n',
    'a &\n',
  ])('leaves %j unchanged', (source) => {
    expect(closeOpenInline(source)).toBe(source);
  });

  it('takes a bracket that opened long ago literally', () => {
    const source = `the interval [0, 1) ${'and so on '.repeat(12)}`;
    expect(closeOpenInline(source)).toBe(source);
  });

  it('does not guess about a very long paragraph', () => {
    const source = `**${'a '.repeat(3000)}`;
    expect(closeOpenInline(source)).toBe(source);
  });
});
