import { describe, expect, it, vi } from 'vitest';
import { connectedChannels } from '#tests/support/store-fixtures.ts';
import { createStoreChannel, type StoreAnnouncement } from './store-channel.ts';

/** A channel whose quiet times end when the test says so, and one that hears it. */
function createPair() {
  const [here = null, there = null] = connectedChannels(2);
  const heard: StoreAnnouncement[] = [];
  const waiting: (() => void)[] = [];
  const schedule = (run: () => void) => void waiting.push(run);
  createStoreChannel({ channel: there, onAnnouncement: (each) => heard.push(each) });
  const channel = createStoreChannel({ channel: here, onAnnouncement: () => {}, schedule });
  const endQuiet = () => {
    for (const run of waiting.splice(0)) run();
  };
  return { channel, heard, endQuiet, there, here, settled: () => new Promise(setImmediate) };
}

const changed = (conversationId: string) => ({ type: 'changed', conversationId }) as const;

describe('a store channel', () => {
  it('says a change at once, and those that follow it together when some time has passed', async () => {
    const { channel, heard, endQuiet, settled } = createPair();
    for (let n = 0; n < 5; n += 1) channel.announce(changed('c1'));
    channel.announce(changed('c2'));
    await settled();
    expect(heard).toEqual([changed('c1'), changed('c2')]);
    endQuiet();
    await settled();
    expect(heard).toEqual([changed('c1'), changed('c2'), changed('c1')]);
    endQuiet();
    endQuiet();
    channel.announce(changed('c1'));
    await settled();
    expect(heard).toHaveLength(4);
  });

  it('says every deletion at once', async () => {
    const { channel, heard, settled } = createPair();
    channel.announce(changed('c1'));
    channel.announce({ type: 'deleted', conversationId: 'c1' });
    channel.announce({ type: 'deleted', conversationId: null });
    await settled();
    expect(heard.slice(1)).toEqual([
      { type: 'deleted', conversationId: 'c1' },
      { type: 'deleted', conversationId: null },
    ]);
  });

  it.each([
    [null],
    ['changed'],
    [{ type: 'changed' }],
    [{ type: 'changed', conversationId: 7 }],
    [{ type: 'of a newer tab', conversationId: 'c1' }],
  ])('is deaf to %j', async (data) => {
    const { here, heard, settled } = createPair();
    here?.postMessage(data);
    await settled();
    expect(heard).toEqual([]);
  });

  it('goes on alone when its channel was closed, or where there is none', () => {
    const [channel = null] = connectedChannels(1);
    const closed = vi.fn(() => {
      throw new DOMException('', 'InvalidStateError');
    });
    const schedule = () => {};
    const onAnnouncement = () => {};
    if (channel) channel.postMessage = closed;
    createStoreChannel({ channel, onAnnouncement, schedule }).announce(changed('c1'));
    createStoreChannel({ channel: null, onAnnouncement, schedule }).announce(changed('c1'));
    expect(closed).toHaveBeenCalledOnce();
  });
});
