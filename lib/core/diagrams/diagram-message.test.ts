import { describe, expect, it } from 'vitest';
import { MAX_PICTURE_LENGTH } from './diagram-limits.ts';
import { readDiagramMessage } from './diagram-message.ts';

const DRAWN = {
  type: 'drawn',
  id: 1,
  diagramType: 'pie',
  width: 10,
  height: 10.5,
  title: 'Pets',
  description: '',
  svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10.5"></svg>',
};

describe('what the frame says', () => {
  it('is read by its type', () => {
    expect(readDiagramMessage({ type: 'ready' })).toEqual({ type: 'ready' });
    expect(readDiagramMessage({ type: 'started', id: 1 })).toEqual({ type: 'started', id: 1 });
    expect(readDiagramMessage(DRAWN)).toEqual(DRAWN);
    expect(readDiagramMessage({ ...DRAWN, more: 'x' })).toEqual(DRAWN);
  });

  it.each([
    ['nothing', null],
    ['text', 'ready'],
    ['an unknown type', { type: 'other', id: 1 }],
    ['an unknown reason', { type: 'failed', id: 1, reason: 'Parse error: <b>' }],
    ['a picture without a size', { ...DRAWN, width: 0 }],
    ['a picture of no number', { ...DRAWN, height: Number.NaN }],
    ['a picture without an end', { ...DRAWN, height: Number.POSITIVE_INFINITY }],
    ['a picture too large', { ...DRAWN, svg: DRAWN.svg.padEnd(MAX_PICTURE_LENGTH + 1, ' ') }],
    ['a picture with a script', { ...DRAWN, svg: `${DRAWN.svg}<script>` }],
    ['a picture that is none', { ...DRAWN, svg: { toString: () => DRAWN.svg } }],
    ['a title that is long', { ...DRAWN, title: 'a'.repeat(301) }],
  ])('is ignored if it is %s', (_, data) => {
    expect(readDiagramMessage(data)).toBeNull();
  });
});
