import { describe, expect, it } from 'vitest';
import { findReply } from '../find-reply.ts';
import { splitTokens } from '../stream/split-tokens.ts';
import { showSamples } from './show-samples.ts';

const WORDS = {
  table: 'Table',
  'some code': 'Code',
  'a list': 'List',
  math: 'Math',
  'a diagram': 'Diagram',
  'a picture described': 'A picture, described',
  'a long answer': 'A long answer',
  'bold text': 'Text',
};

const show = (question: string) => showSamples(question.toLowerCase(), []) ?? '';
const headingsOf = (reply: string) =>
  [...reply.matchAll(/^### (.*)/gm)].map(([, heading]) => heading);
const fencesOf = (reply: string) => [...reply.matchAll(/^```(\w+)/gm)].map(([, fence]) => fence);

/** Every non-empty subset of the items, in both orders. */
function* subsetsOf<T>(items: readonly T[]): Generator<T[]> {
  for (let bits = 1; bits < 2 ** items.length; bits += 1) {
    const chosen = items.filter((_, index) => bits & (1 << index));
    yield chosen;
    yield chosen.toReversed();
  }
}

describe('showSamples', () => {
  it('shows any combination in the requested order', () => {
    for (const chosen of subsetsOf(Object.entries(WORDS))) {
      const question = `Show me ${chosen.map(([word]) => word).join(', ')}, please`;
      const headings = chosen.map(([, heading]) => heading);
      expect(headingsOf(show(question)), question).toEqual(headings);
      // Nor is anything about errors or setup found in it first.
      expect(findReply({ role: 'user', text: question, pictures: [] })).toBe(show(question));
    }
  });

  it.each([
    ['Show me a table, some code and a list', ['Table', 'Code', 'List']],
    ['a table', ['Table']],
    ['Table?', ['Table']],
    ['math please', ['Math']],
    ['Can you render LaTeX?', ['Math']],
    ['Give me the quadratic formula', ['Math']],
    ['I would like to see a bulleted list with a checklist inside it', ['List']],
    ['Could you make a table of the planets and their moons?', ['Table']],
    ['Draw a flowchart', ['Diagram']],
    ['Describe a picture', ['A picture, described']],
    ['Write an essay about the sea', ['A long answer']],
    ['Write 1,500 words about the sea', ['A long answer']],
    ['Show me a Python function', ['Code']],
    ['Show me what a table looks like', ['Table']],
  ])('answers %j with %j', (question, headings) => {
    expect(headingsOf(show(question))).toEqual(headings);
  });

  it.each(['Show me markdown', 'Show me everything', 'Show me what you can do'])(
    'shows everything but the long answer for %j',
    (question) => {
      expect(headingsOf(show(question))).toEqual([
        'Text',
        'Table',
        'Code',
        'List',
        'Math',
        'Diagram',
        'A picture, described',
      ]);
    },
  );

  it.each([
    'Write a poem about the sea',
    'Show me your access code',
    'What does the error code mean that I got from the server this morning?',
    'Why is my image rejected?',
    'How do I put the key into my code?',
    'When the table in the kitchen is set, dinner is ready for all of us',
    'Is this a long one?',
    '',
  ])('shows nothing for %j', (question) => {
    expect(showSamples(question.toLowerCase(), [])).toBeNull();
  });

  it('shows code in every available language, or in the ones named', () => {
    expect(fencesOf(show('Show me code'))).toEqual(['ts', 'python', 'sql', 'sh', 'json', 'diff']);
    expect(fencesOf(show('Show me some SQL and some Python'))).toEqual(['python', 'sql']);
    expect(fencesOf(show('Show me TypeScript'))).toEqual(['ts']);
    expect(fencesOf(show('Write me a bash script'))).toEqual(['sh']);
    expect(fencesOf(show('Show me JSON'))).toEqual(['json']);
  });

  it('shows a list with nested lists and tasks, and a table with aligned columns', () => {
    expect(show('a list')).toMatch(/^1\. .*\n {3}- /m);
    expect(show('a list')).toMatch(/- \[x\] .*\n\s+- \[ \] /);
    expect(show('a table')).toContain('|---:|---|:---:|');
  });

  it('has a long answer of about 1,500 words', () => {
    const words = show('a long answer').split(/\s+/).length;
    expect(words).toBeGreaterThan(1400);
    expect(words).toBeLessThan(1700);
    // Below the default of STARLIGHT_MAX_OUTPUT_TOKENS, so that it is not truncated.
    expect(splitTokens(show('a long answer')).length).toBeLessThan(4096);
  });

  it('loads nothing: no reply contains an image or HTML', () => {
    const all = show('Show me markdown and a long answer');
    expect(all).not.toMatch(/!\[|<\w/);
  });

  it('closes every code block, so that what follows is not rendered as code', () => {
    const all = show('Show me markdown and a long answer');
    expect(all.match(/^```/gm)?.length).toBe(2 * fencesOf(all).length);
  });
});
