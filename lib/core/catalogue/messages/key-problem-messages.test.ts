import { describe, expect, test } from 'vitest';
import { type ErrorDetails, errorDetailsSchema } from '../../errors/error-body.ts';
import { KEY_PROBLEMS } from '../../key/key-problems.ts';
import { messageForKeyProblem } from './key-problem-messages.ts';

const ALL_KNOWN: ErrorDetails = {
  position: 52,
  codePoint: 0x200b,
  keyPrefix: 'sk-ant-',
  keyLength: 23,
  keyEnd: '9f',
};

describe.each(KEY_PROBLEMS)('%s', (problem) => {
  test.each([
    ['nothing', {}],
    ['everything', ALL_KNOWN],
  ] as const)('has a title, sentence and fix with %s known about the key', (_, details) => {
    const { title, sentence, fix } = messageForKeyProblem(problem, details);
    expect(title).toMatch(/^(the|this|there) .{5,66}[^.]$/);
    expect(sentence).toMatch(/^[A-Z].{10,150}\.$/);
    expect(fix).toMatch(/^[A-Z].{10,150}\.$/);
    expect(fix).toMatch(/restart/i);
    expect(fix).toMatch(/OPENAI_API_KEY|\.env\.local|OPENAI_BASE_URL/);
    expect(`${title} ${sentence} ${fix}`).not.toMatch(/undefined\b(?!, null)|NaN|\s{2}|!|9f/);
  });
});

test('gives every problem its own title', () => {
  const titles = KEY_PROBLEMS.map((problem) => messageForKeyProblem(problem, {}).title);
  expect(new Set(titles).size).toBe(KEY_PROBLEMS.length);
});

test('says where the line break is and how to fix it', () => {
  expect(messageForKeyProblem('line_break', { position: 52, codePoint: 10 })).toEqual({
    title: 'the key contains a line break after character 51',
    sentence: "A header can't contain a line break, so nothing was sent.",
    fix: 'Join the two lines in .env.local and restart.',
  });
});

test.each([
  ['outer_space', { position: 1 }, 'the key has a space or line break at the start'],
  ['outer_space', { position: 52 }, 'the key has a space or line break at the end'],
  ['outer_space', {}, 'the key has a space or line break at the start or end'],
  ['inner_space', { position: 9, codePoint: 32 }, 'the key contains a space after character 8'],
  ['inner_space', { position: 9, codePoint: 9 }, 'the key contains a tab after character 8'],
  ['smart_quote', { position: 8 }, 'the key contains a curly quotation mark at character 8'],
  [
    'invisible_character',
    { position: 8, codePoint: 0x200b },
    'the key contains a zero-width space at character 8',
  ],
  [
    'invisible_character',
    { position: 8, codePoint: 0xe0001 },
    'the key contains an invisible character at character 8',
  ],
  ['truncated', { keyLength: 23 }, 'the key has only 23 characters'],
  ['truncated', { keyLength: 164 }, 'the key looks incomplete'],
  ['other_provider', { keyPrefix: 'sk-ant-' }, 'this key belongs to Anthropic'],
  ['other_provider', { keyPrefix: 'sk-or-v1-' }, 'this key belongs to OpenRouter'],
  ['other_provider', { keyPrefix: 'vck_' }, 'this key belongs to Vercel AI Gateway'],
  ['other_provider', { keyPrefix: 'sk-lf-' }, 'this key belongs to another provider'],
] as const)('titles %s with %o "%s"', (problem, details, title) => {
  expect(errorDetailsSchema.safeParse(details).success).toBe(true);
  expect(messageForKeyProblem(problem, details).title).toBe(title);
});

test('names the code point of a look-alike', () => {
  const { sentence, fix } = messageForKeyProblem('non_ascii', { position: 12, codePoint: 0x441 });
  expect(sentence).toContain('U+0441');
  expect(fix).toContain('around character 12');
});
