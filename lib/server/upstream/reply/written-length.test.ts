import { describe, expect, it } from 'vitest';
import { createReplyOutcome } from './reply-outcome.ts';
import { writtenLength } from './written-length.ts';

const TEXT = 'x '.repeat(5000);
const ONE_TOKEN = { prompt_tokens: 7, completion_tokens: 1, total_tokens: 8 };

const choiceWith = (delta: object, index = 0) => ({ index, delta });
const choiceWithCall = (member: object) => choiceWith({ tool_calls: [{ index: 0, ...member }] });

describe('writtenLength', () => {
  it.each<[string, object[]]>([
    ['text', [choiceWith({ content: TEXT })]],
    ['parts', [choiceWith({ content: [{ type: 'text', text: TEXT }] })]],
    [
      'thinking in parts',
      [choiceWith({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: TEXT }] }] })],
    ],
    ['a refusal', [choiceWith({ refusal: TEXT })]],
    ['reasoning', [choiceWith({ reasoning: TEXT })]],
    ['reasoning under two names', [choiceWith({ reasoning: TEXT, reasoning_content: TEXT })]],
    ['arguments', [choiceWithCall({ function: { arguments: TEXT } })]],
    ['the name of a tool', [choiceWithCall({ function: { name: TEXT } })]],
    ['the input of a custom tool', [choiceWithCall({ custom: { input: TEXT } })]],
    ['a legacy function call', [choiceWith({ function_call: { arguments: TEXT } })]],
    ['another choice', [choiceWith({ content: '' }), choiceWith({ content: TEXT }, 1)]],
    ['the same choice again', [choiceWith({ content: '' }), choiceWith({ content: TEXT })]],
    ['a message', [{ index: 0, message: { content: TEXT } }]],
  ])('counts %s, so that a usage of one token is rejected', (_, choices) => {
    expect(writtenLength(choices)).toBe(TEXT.length);
    const outcome = createReplyOutcome();
    outcome.take({ choices, usage: ONE_TOKEN });
    expect(outcome.end().usage).toBeUndefined();
  });

  it('skips signatures, ids and malformed values', () => {
    const signature = { google: { thought_signature: TEXT } };
    expect(writtenLength([choiceWithCall({ id: TEXT, extra_content: signature })])).toBe(0);
    expect(writtenLength([null, 7, {}, choiceWith({ content: 7, tool_calls: [null, 7] })])).toBe(0);
  });
});
