import { describe, expect, it } from 'vitest';
import { readRefusedEffort } from './read-refused-effort.ts';

describe('readRefusedEffort', () => {
  it.each([
    [
      "Unsupported value: 'minimal' is not supported with the 'gpt-5.1' model. Supported values are: 'none', 'low', 'medium', and 'high'.\",\"param\":\"reasoning_effort",
      ['none', 'low', 'medium', 'high'],
    ],
    ['`reasoning_effort` must be one of `none` or `default`', ['none']],
    [
      'invalid think value: \\"xhigh\\" (must be \\"high\\", \\"medium\\", \\"low\\", true, or false)',
      ['low', 'medium', 'high'],
    ],
    ['Unrecognized request argument supplied: reasoning_effort', []],
    ['Model grok-4 does not support parameter reasoningEffort.', []],
    ['"llama3" does not support thinking', []],
    [
      "Input should be 'low', 'sk-secret' or 'high'\",\"param\":\"reasoning.effort",
      ['low', 'high'],
    ],
  ])('reads %s', (body, efforts) => expect(readRefusedEffort(body)).toEqual(efforts));

  it.each(['', "Unsupported parameter: 'temperature'", 'low effort'])(
    'is not about it: %s',
    (body) => {
      expect(readRefusedEffort(body)).toBeNull();
    },
  );
});
