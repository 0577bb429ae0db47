import { describe, expect, it } from 'vitest';
import { REASONING_EFFORTS } from '../reasoning-effort.ts';
import { readCapabilities } from './read-capabilities.ts';

describe('readCapabilities', () => {
  it.each([
    ['OpenRouter', { supported_efforts: ['high', 'low', 'none'] }, ['none', 'low', 'high']],
    ['OpenRouter, every one', { supported_efforts: null }, [...REASONING_EFFORTS]],
    [
      'a model that must think',
      { supported_efforts: null, mandatory: true },
      REASONING_EFFORTS.slice(1),
    ],
    ['words that are not known', { supported_efforts: ['ultra', 5, 'low'] }, ['low']],
  ])('reads the efforts: %s', (_, reasoning, efforts) => {
    const entry = { supported_parameters: ['reasoning', 'temperature'], reasoning };
    expect(readCapabilities(entry)).toEqual({ thinks: true, efforts });
  });

  it('reads that a model takes no effort, and no temperature', () => {
    expect(readCapabilities({ supported_parameters: ['max_tokens'] })).toEqual({
      efforts: [],
      temperature: false,
    });
    expect(readCapabilities({ supported_reasoning_efforts: [] })).toEqual({ efforts: [] });
  });

  it.each([
    [{ tags: ['reasoning', 'vision'] }],
    [{ capabilities: ['completion', 'thinking', 'vision'] }],
    [{ capabilities: { reasoning: true, vision: true } }],
  ])('reads flags: %j', (entry) => {
    expect(readCapabilities(entry)).toEqual({ thinks: true, images: true });
  });

  it.each([
    null,
    'text',
    [],
    {},
    { capabilities: 'vision' },
    { reasoning: { supported_efforts: 5 } },
  ])('says nothing of %j', (entry) => expect(readCapabilities(entry)).toEqual({}));
});
