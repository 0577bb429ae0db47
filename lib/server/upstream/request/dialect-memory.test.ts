import { describe, expect, it } from 'vitest';
import { createDialectMemory } from './dialect-memory.ts';

describe('the memory of APIs', () => {
  it('is per address and model, and keeps the last answer', () => {
    const memory = createDialectMemory();
    memory.remember('https://a.example/v1', 'm', 'responses');
    expect(memory.recall('https://a.example/v1', 'm')).toBe('responses');
    expect(memory.recall('https://a.example/v1', 'n')).toBeNull();
    expect(memory.recall('https://b.example/v1', 'm')).toBeNull();
    memory.remember('https://a.example/v1', 'm', 'chat');
    expect(memory.recall('https://a.example/v1', 'm')).toBe('chat');
    memory.forget('https://a.example/v1', 'm');
    expect(memory.recall('https://a.example/v1', 'm')).toBeNull();
  });

  it('is bounded: what was learned first is forgotten first', () => {
    const memory = createDialectMemory(2);
    for (const model of ['a', 'b', 'a', 'c']) memory.remember('u', model, 'responses');
    expect(['a', 'b', 'c'].map((model) => memory.recall('u', model))).toEqual([
      'responses',
      null,
      'responses',
    ]);
  });
});
