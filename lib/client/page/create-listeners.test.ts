import { describe, expect, it, vi } from 'vitest';
import { createListeners } from './create-listeners.ts';

describe('createListeners', () => {
  it('notifies every listener until it unsubscribes', () => {
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

  it('notifies the others when one throws, and reports its error', async () => {
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
