import { describe, expect, it, vi } from 'vitest';
import { createListeners } from './create-listeners.ts';

describe('createListeners', () => {
  it('tells everyone who subscribed, until they no longer want to hear', () => {
    const { subscribe, notify } = createListeners<string>();
    const first = vi.fn();
    const second = vi.fn();
    const endFirst = subscribe(first);
    subscribe(second);
    notify('one');
    endFirst();
    notify('two');
    expect(first.mock.calls).toEqual([['one']]);
    expect(second.mock.calls).toEqual([['one'], ['two']]);
  });

  it('tells the others although one throws, whose error still surfaces', async () => {
    const { subscribe, notify } = createListeners();
    const surfaced: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => surfaced.push(error));
    const other = vi.fn();
    subscribe(() => {
      throw new Error('mine');
    });
    subscribe(other);
    notify();
    vi.unstubAllGlobals();
    expect(other).toHaveBeenCalledOnce();
    expect(surfaced).toEqual([new Error('mine')]);
  });
});
