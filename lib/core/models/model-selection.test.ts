import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactNamesOf, matchesPattern, readModelSelection } from './model-selection.ts';

describe('a pattern', () => {
  it.each([
    ['gpt-*', 'gpt-4o', true],
    ['gpt-*', 'gpt-', true],
    ['gpt-*', 'chatgpt-4o', false],
    ['GPT-*', 'gpt-4o', true],
    ['anthropic/*', 'anthropic/claude', true],
    ['anthropic/*', '~anthropic/claude', false],
    ['*', 'anything/at:all', true],
    ['*-mini', 'gpt-4o-mini', true],
    ['*-mini', 'gpt-4o-mini-2', false],
    ['*:free', 'a/b:free', true],
    ['*a*b*', 'xxaxxbxx', true],
    ['*a*b*', 'xxbxxaxx', false],
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['gpt-4.1', 'gpt-4.1', true],
    ['gpt-4.1', 'gpt-4x1', false],
    ['**', 'x', true],
  ])('%s describes %s: %s', (pattern, id, expected) => {
    expect(matchesPattern(id, pattern)).toBe(expected);
  });

  it('agrees with the regular expression it stands for', () => {
    const text = fc.stringMatching(/^[ab/]{0,8}$/);
    const pattern = fc.stringMatching(/^[ab/*]{0,6}$/);
    fc.assert(
      fc.property(text, pattern, (id, written) => {
        const expected = new RegExp(`^${written.replaceAll('*', '.*')}$`).test(id);
        expect(matchesPattern(id, written)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes time proportional to the text, whatever the pattern', () => {
    const timeOf = (length: number) => {
      const [id, pattern] = ['a'.repeat(length), `${'*a'.repeat(50)}*b`];
      const startedAt = performance.now();
      for (let run = 0; run < 20; run += 1) matchesPattern(id, pattern);
      return performance.now() - startedAt;
    };
    timeOf(20_000);
    // Backtracking would multiply it by 10 for each star.
    expect(timeOf(200_000)).toBeLessThan(Math.max(40 * timeOf(20_000), 50));
  });
});

describe('a selection', () => {
  it('keeps names and patterns in the order written, each once', () => {
    const { selection, unreadable } = readModelSelection(
      'gpt-4o,anthropic/*,!*-preview,gpt-4o,o3,auto,!anthropic/claude-2'.split(','),
    );
    expect(unreadable).toBeUndefined();
    expect(selection).toEqual({
      entries: ['gpt-4o', 'anthropic/*', 'o3', '*'],
      excluded: ['*-preview', 'anthropic/claude-2'],
    });
  });

  it.each([
    '!',
    '!!a',
    'a b',
    'gpt-?',
    '[ab]*',
    '*"',
    '{a,b}',
    '-a*',
    `${'a'.repeat(100)}*`,
    '!a!',
  ])('names an entry that is neither a name nor a pattern: %s', (entry) =>
    expect(readModelSelection(['ok', entry]).unreadable).toBe(entry),
  );

  it('lets an exclusion win over a name', () => {
    const { selection } = readModelSelection(['gpt-4o', 'o3', '!gpt-*']);
    expect(exactNamesOf(selection)).toEqual(['o3']);
  });
});
