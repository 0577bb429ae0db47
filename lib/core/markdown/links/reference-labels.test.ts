import { describe, expect, it } from 'vitest';
import { referenceLabels } from './reference-labels.ts';

describe('referenceLabels', () => {
  it.each([
    ['see [Guide][G] and [other]', ['guide', 'g', 'other']],
    ['[two\n  lines]', ['two lines']],
    ['> [in a\n> quote]', ['in a quote']],
    ['[a [inner] b]', ['inner']],
    ['[with \\] bracket]', ['with \\] bracket']],
    ['\\[escaped]', ['escaped']],
    ['[ẞ]', ['ss']],
    ['no brackets', []],
    ['[never closed', []],
    [`[${'a'.repeat(1000)}]`, []],
  ])('finds the labels of %j', (source, labels) => {
    expect([...referenceLabels(source)]).toEqual(labels);
  });
});
