import { beforeEach, describe, expect, it } from 'vitest';
import type { StarlightError } from '#lib/core/starlight-error.ts';
import { resetRegistry } from '../registry.ts';
import { limitRepliesAtOnce } from './limit-replies-at-once.ts';

beforeEach(resetRegistry);

function refusalOf(action: () => unknown): StarlightError['failure'] | null {
  try {
    action();
    return null;
  } catch (error) {
    return (error as StarlightError).failure;
  }
}

describe('limitRepliesAtOnce', () => {
  it('refuses one more than allowed, and takes it when a place is free', () => {
    const places = [1, 2, 3].map(() => limitRepliesAtOnce('session:a', 3));
    expect(refusalOf(() => limitRepliesAtOnce('session:a', 3))).toEqual({
      kind: 'too_many_at_once',
      retryAfterMs: 2000,
      details: { limit: 3, limitUnit: 'replies' },
    });
    places[0]?.();
    expect(refusalOf(() => limitRepliesAtOnce('session:a', 3))).toBeNull();
  });

  it('counts each visitor alone', () => {
    for (let at = 0; at < 3; at++) limitRepliesAtOnce('session:a', 3);
    expect(refusalOf(() => limitRepliesAtOnce('session:b', 3))).toBeNull();
  });

  it('gives a place free once, however often it is told', () => {
    const free = limitRepliesAtOnce('session:a', 1);
    free();
    limitRepliesAtOnce('session:a', 1);
    free();
    expect(refusalOf(() => limitRepliesAtOnce('session:a', 1))?.kind).toBe('too_many_at_once');
  });

  it('tells everyone to wait when the process has too much to do', () => {
    const places = Array.from({ length: 500 }, (_, at) => limitRepliesAtOnce(`session:${at}`, 3));
    expect(refusalOf(() => limitRepliesAtOnce('session:new', 3))?.kind).toBe('busy');
    places[7]?.();
    expect(refusalOf(() => limitRepliesAtOnce('session:new', 3))).toBeNull();
  });
});
