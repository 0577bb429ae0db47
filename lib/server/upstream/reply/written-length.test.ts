import { describe, expect, it } from 'vitest';
import { createReplyOutcome } from './reply-outcome.ts';
import { writtenLength } from './written-length.ts';

const TEXT = 'x '.repeat(5000);
const ONE_TOKEN = { prompt_tokens: 7, completion_tokens: 1, total_tokens: 8 };

const told = (delta: object, index = 0) => ({ index, delta });
const called = (member: object) => told({ tool_calls: [{ index: 0, ...member }] });

describe('writtenLength', () => {
  it.each<[string, object[]]>([
    ['text', [told({ content: TEXT })]],
    ['parts', [told({ content: [{ type: 'text', text: TEXT }] })]],
    [
      'thinking in parts',
      [told({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: TEXT }] }] })],
    ],
    ['a refusal', [told({ refusal: TEXT })]],
    ['reasoning', [told({ reasoning: TEXT })]],
    ['reasoning under two names', [told({ reasoning: TEXT, reasoning_content: TEXT })]],
    ['arguments', [called({ function: { arguments: TEXT } })]],
    ['the name of a tool', [called({ function: { name: TEXT } })]],
    ['the input of a custom tool', [called({ custom: { input: TEXT } })]],
    ['a function of the old kind', [told({ function_call: { arguments: TEXT } })]],
    ['another choice', [told({ content: '' }), told({ content: TEXT }, 1)]],
    ['the same choice once more', [told({ content: '' }), told({ content: TEXT })]],
    ['a message', [{ index: 0, message: { content: TEXT } }]],
  ])('counts %s, so that a token is not believed for all of it', (_, choices) => {
    expect(writtenLength(choices)).toBe(TEXT.length);
    const outcome = createReplyOutcome();
    outcome.take({ choices, usage: ONE_TOKEN });
    expect(outcome.end().usage).toBeUndefined();
  });

  it('leaves out what is not written by a model, or is none', () => {
    const signature = { google: { thought_signature: TEXT } };
    expect(writtenLength([called({ id: TEXT, extra_content: signature })])).toBe(0);
    expect(writtenLength([null, 7, {}, told({ content: 7, tool_calls: [null, 7] })])).toBe(0);
  });
});
