import { describe, expect, it } from 'vitest';
import { foldText } from './fold-text.ts';

const LONG_TEXTS = [
  'line\n'.repeat(200),
  '\n'.repeat(31),
  'word '.repeat(600),
  'x'.repeat(5000),
  '👋🏽'.repeat(2000),
  `${'wide '.repeat(400)}\n${'line\n'.repeat(40)}`,
  `a\n${'日本語'.repeat(1000)}`,
  `x${'👋'.repeat(3000)}`,
];

describe('foldText', () => {
  it('shows a text whole that fits a screen', () => {
    for (const text of ['', 'Hello', 'line\n'.repeat(29), 'x'.repeat(2500)]) {
      expect(foldText(text)).toBeNull();
    }
  });

  it('loses nothing of a longer one, and shows only its beginning', () => {
    for (const text of LONG_TEXTS) {
      const folded = foldText(text);
      expect(folded, text.slice(0, 20)).not.toBeNull();
      const { shown = '', rest = '', atLine = false } = folded ?? {};
      expect(shown + (atLine ? '\n' : '') + rest).toBe(text);
      expect(shown.length).toBeLessThanOrEqual(901);
      expect(shown.split('\n').length).toBeLessThanOrEqual(12);
      expect(shown.isWellFormed()).toBe(true);
    }
  });

  it('folds at a line or between words where it can', () => {
    expect(foldText('line\n'.repeat(200))?.shown).toBe(`${'line\n'.repeat(11)}line`);
    expect(foldText('word '.repeat(600))?.shown).toMatch(/word $/);
  });
});
