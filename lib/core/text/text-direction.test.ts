import { describe, expect, it } from 'vitest';
import { textDirection } from './text-direction.ts';

describe('textDirection', () => {
  it.each([
    ['שלום עולם', 'rtl'],
    ['1. مرحبا', 'rtl'],
    ['«سلام»', 'rtl'],
    ['Hello שלום', 'ltr'],
    ['你好', 'ltr'],
    ['𞤀𞤣', 'rtl'],
    ['12 + 3 = 15', null],
    ['', null],
  ])('of %j is %j', (text, direction) => {
    expect(textDirection(text)).toBe(direction);
  });
});
