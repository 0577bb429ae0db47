import { expect, it } from 'vitest';
import { shortModelName } from './model-name.ts';

it('a name is short within its group', () => {
  expect(shortModelName('@cf/meta/llama')).toBe('llama');
  expect(shortModelName('gpt-4o')).toBe('gpt-4o');
});
