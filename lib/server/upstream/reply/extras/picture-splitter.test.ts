import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPictureSplitter } from './picture-splitter.ts';

const BASE64 = 'iVBORw0KGgo'.padEnd(1200, 'Ab+/');
const URL = `data:image/png;base64,${BASE64}`;

function split(...pieces: string[]) {
  const splitter = createPictureSplitter();
  const all = [...pieces.map(splitter.next), splitter.flush()];
  return {
    text: all.map(({ text }) => text).join(''),
    pictures: all.flatMap(({ pictures }) => pictures),
    isLost: all.some(({ isLost }) => isLost),
  };
}

describe('createPictureSplitter', () => {
  it.each([
    [`Here:\n\n![image](${URL})\n\nEnjoy!`, 'Here:\n\n\n\nEnjoy!', [URL]],
    [`![a cat](${URL})![](${URL})`, '', [URL, URL]],
    [URL, '', [URL]],
    [`Here:\n${URL}\nEnjoy`, 'Here:\n\nEnjoy', [URL]],
    [`![x](data:image/jpg;base64,${BASE64})`, '', [`data:image/jpeg;base64,${BASE64}`]],
    // What a model writes about pictures.
    ['![a](data:image/png;base64,iVBORw0KGgo=) !', null, []],
    ['![a](https://a.example/x.png)![', null, []],
    [`url(${URL})`, null, []],
    [`![a](data:image/svg+xml;base64,${BASE64})`, null, []],
    ['data:image/png;base64,', null, []],
    ['Wow! data:image/ ![', null, []],
  ])('takes pictures out of %.60j', (written, text, pictures) => {
    const expected = { text: text ?? written, pictures, isLost: false };
    expect(split(written)).toEqual(expected);
    expect(split(...written)).toEqual(expected);
    for (let at = 0; at < Math.min(written.length, 300); at++) {
      expect(split(written.slice(0, at), written.slice(at)), `cut at ${at}`).toEqual(expected);
    }
  });

  it('says that a picture was cut off, or was too long, and keeps the text around it', () => {
    expect(split(`Here: ![a](${URL}`)).toEqual({ text: 'Here: ', pictures: [], isLost: true });
    const long = 'A'.repeat(1_000_000);
    const pieces = Array.from({ length: 12 }, () => long);
    expect(split('a ![a](data:image/png;base64,', ...pieces, ') b')).toEqual({
      text: 'a  b',
      pictures: [],
      isLost: true,
    });
  });

  it('changes no other text, wherever it is split', () => {
    const word = fc.constantFrom(
      '![',
      '](',
      'data:image/',
      'png;base64,',
      'AAAA',
      ')',
      '\n',
      '!',
      'é',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        expect(split(...words)).toEqual({ text: words.join(''), pictures: [], isLost: false });
      }),
    );
  });

  it('takes time that grows with the text', () => {
    for (const unit of ['![', '!', '![a](data:image/png;base64,A', '\ndata:image/', 'A']) {
      const started = performance.now();
      const splitter = createPictureSplitter();
      const piece = unit.repeat(1000);
      for (let count = 0; count < 200; count++) splitter.next(piece);
      expect(performance.now() - started).toBeLessThan(8000);
    }
  });
});
