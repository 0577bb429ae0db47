import { expect, it } from 'vitest';
import { sourceLabel } from './source-label.ts';

it.each([
  ['https://github.com/openai/codex/issues/1000', 'openai/codex#1000'],
  ['https://github.com/ggml-org/llama.cpp/pull/16109', 'ggml-org/llama.cpp#16109'],
  ['https://github.com/openai/codex', 'github.com'],
  ['https://developers.openai.com/docs/guides/error-codes', 'developers.openai.com'],
  ['https://www.developersdigest.tech/errors/api/openai-api', 'developersdigest.tech'],
])('labels %s as %s', (address, label) => {
  expect(sourceLabel(address)).toBe(label);
});
