import { describe, expect, it } from 'vitest';
import { isPlainChunk } from './is-plain-chunk.ts';

const MESSAGE = { role: 'assistant', content: 'hi', refusal: null };
const CHOICE = { index: 0, delta: MESSAGE, logprobs: null, finish_reason: null };
const CHUNK = {
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [CHOICE],
};
const holders = (more: { chunk?: object; choice?: object; message?: object } = {}) => ({
  chunk: { ...CHUNK, ...more.chunk },
  choice: { ...CHOICE, ...more.choice },
  message: { ...MESSAGE, ...more.message },
});

describe('a chunk of plain text', () => {
  it.each([
    {},
    { message: { content: null } },
    { message: { content: undefined, reasoning_content: 'hm' } },
    { chunk: { usage: null, service_tier: 'default', obfuscation: 'x' } },
  ])('is recognized: %j', (more) => {
    expect(isPlainChunk(holders(more))).toBe(true);
  });

  it.each([
    { message: { content: [{ type: 'image_url' }] } },
    { message: { content: {} } },
    { message: { role: 'tool' } },
    ...[
      'tool_calls',
      'function_call',
      'annotations',
      'images',
      'citations',
      'executed_tools',
      'reasoning_steps',
      'search_results',
      'context',
      'provider_specific_fields',
      'extra_content',
      'anything_else',
    ].flatMap((name) => [
      { message: { [name]: [] } },
      { choice: { [name]: [] } },
      { chunk: { [name]: [] } },
    ]),
    { choice: { messages: [] } },
    { choice: { message: {} } },
  ])('is not one that may have an extra: %j', (more) => {
    expect(isPlainChunk(holders(more))).toBe(false);
  });
});
