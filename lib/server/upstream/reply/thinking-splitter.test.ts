import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '#tests/support/property-seed.ts';
import type { ReplyPiece } from './read-message.ts';
import { createThinkingSplitter } from './thinking-splitter.ts';
import { TAGGED_FORMS } from './thinking-tags.ts';

function split(...chunks: readonly string[]): ReplyPiece {
  const splitter = createThinkingSplitter();
  const pieces = [...chunks.map(splitter.next), splitter.flush()];
  return {
    thinking: pieces.map(({ thinking }) => thinking).join(''),
    text: pieces.map(({ text }) => text).join(''),
  };
}

const HARMONY =
  '<|channel|>analysis<|message|>plan<|end|><|start|>assistant<|channel|>final<|message|>answer';
const PAIRS = TAGGED_FORMS.filter(({ closers }) => closers.length === 1).map(
  ({ open, closers: [close = ''] }) => [open, close] as const,
);

/** What it is, the reply, its thinking and its text; the same wherever the reply is split. */
const REPLIES: readonly (readonly [string, string, string, string])[] = [
  ...PAIRS.map(
    ([open, close]) =>
      [`${open}, closed`, `${open}plan${close}\n\nanswer`, 'plan', 'answer'] as const,
  ),
  ...PAIRS.map(
    ([open, close]) =>
      [
        `${open}, unclosed`,
        `${open}plan ${close.slice(0, -1)}`,
        `plan ${close.slice(0, -1)}`,
        '',
      ] as const,
  ),
  ['space around a tag', '\n <think>\nplan\n</think>\n\n  answer', '\nplan\n', 'answer'],
  ['two stretches', '<think>a</think>\n<think>b</think>\nanswer', 'a\n\nb', 'answer'],
  ['no thinking between tags', '<think>\n\n</think>\n\nanswer', '\n\n', 'answer'],
  ['another tag within', '<think>a <thinking> b</think>answer', 'a <thinking> b', 'answer'],
  ['nothing but thinking', '<think>plan</think>\n', 'plan', ''],
  ['a closing tag first', '\n</think>\n\nanswer', '', 'answer'],
  ['a tag later', 'The tag <think>a</think> is', '', 'The tag <think>a</think> is'],
  ['a tag after thinking', '<think>a</think>b <think>c</think>', 'a', 'b <think>c</think>'],
  ['a tag in code', '```\n<think>a</think>\n```', '', '```\n<think>a</think>\n```'],
  ['a tag in inline code', '`<think>` begins it', '', '`<think>` begins it'],
  ['an unknown tag', '<thinker>a</thinker>', '', '<thinker>a</thinker>'],
  ['the beginning of a tag', ' <thin', '', ' <thin'],
  ['space alone', ' \n', '', ' \n'],
  ['a first space', ' and so on', '', ' and so on'],
  ['gpt-oss', HARMONY, 'plan', 'answer'],
  ['gpt-oss with a role first', `<|start|>assistant${HARMONY}<|return|>`, 'plan', 'answer'],
  ['gpt-oss without the end', HARMONY.replace('<|end|>', ''), 'plan', 'answer'],
  ['gpt-oss, unclosed', '<|channel|>analysis<|message|>plan <|en', 'plan <|en', ''],
  [
    'gpt-oss that says what it will do',
    HARMONY.replace('analysis', 'commentary'),
    '',
    'plan\n\nanswer',
  ],
];

describe('createThinkingSplitter', () => {
  it.each(REPLIES)('splits %s the same wherever it is cut', (_, reply, thinking, text) => {
    expect(split(reply)).toEqual({ thinking, text });
    expect(split(...reply)).toEqual({ thinking, text });
    for (let at = 0; at <= reply.length; at++) {
      const cut = split(reply.slice(0, at), reply.slice(at));
      expect(cut).toEqual({ thinking, text });
    }
  });

  it('takes what precedes a lone closing tag for thinking if nothing was shown yet', () => {
    expect(split('plan\n</think>\n\nanswer')).toEqual({ thinking: 'plan\n', text: 'answer' });
    expect(split('plan</think>answer')).toEqual({ thinking: 'plan', text: 'answer' });
    expect(split('\n', 'plan</think>', '\n\nanswer')).toEqual({
      thinking: '\nplan',
      text: 'answer',
    });
  });

  it.each([
    [['plan', '</think>answer']],
    [['In code:\n```\n</think>\n```\n']],
    [['The tag `</think>` ends it']],
    [['After <think> comes </think>']],
    [['<b>', '</think>']],
  ])('leaves a closing tag in %j as text', (chunks) => {
    expect(split(...chunks)).toEqual({ thinking: '', text: chunks.join('') });
  });

  it('never delays text that cannot begin a tag', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        fc.pre(!/^\s*(?:[<[◁]|$)/.test(text) && !text.includes('</think>'));
        const splitter = createThinkingSplitter();
        expect(splitter.next(text)).toEqual({ thinking: '', text });
        expect(splitter.next('<think>')).toEqual({ thinking: '', text: '<think>' });
      }),
    );
  });

  it('loses no character of any reply', () => {
    const anything = fc.array(
      fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('<', 'think>', '</', '\n', '`')),
    );
    fc.assert(
      fc.property(anything, (chunks) => {
        const { thinking, text } = split(...chunks);
        const strip = (each: string) => each.replaceAll(/<\/?think>|\s/g, '');
        expect(strip(thinking + text)).toBe(strip(chunks.join('')));
      }),
    );
  });

  it('takes linear time for ten megabytes', () => {
    const repeated = (text: string) => text.repeat(10_000_000 / text.length);
    const hard = [
      repeated('<think></think>'),
      repeated('<|channel|>analysis<|message|>a<|start|>assistant'),
      `<think>${repeated('</think')}`,
      `<|channel|>final<|message|>${repeated('<|en')}`,
      repeated(' '),
      repeated('`</thin'),
    ];
    for (const reply of hard) {
      const startedAt = performance.now();
      split(reply);
      expect(performance.now() - startedAt).toBeLessThan(5000);
    }
    const startedAt = performance.now();
    split(...Array.from({ length: 50_000 }, () => ' '));
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
