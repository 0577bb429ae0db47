import { describe, expect, it, vi } from 'vitest';
import { connectedChannels } from '#tests/support/store-fixtures.ts';
import { createStoreChannel, type StoreAnnouncement } from './store-channel.ts';

/** A channel whose throttling intervals end when the test says so, and a listener in another tab. */
function createPair() {
  const [here = null, there = null] = connectedChannels(2);
  const received: StoreAnnouncement[] = [];
  const scheduled: (() => void)[] = [];
  const schedule = (run: () => void) => void scheduled.push(run);
  createStoreChannel({
    channel: there,
    onAnnouncement: (announcement) => received.push(announcement),
  });
  const channel = createStoreChannel({ channel: here, onAnnouncement: () => {}, schedule });
  const endInterval = () => {
    for (const run of scheduled.splice(0)) run();
  };
  return { channel, received, endInterval, there, here, settled: () => new Promise(setImmediate) };
}

const changed = (conversationId: string) => ({ type: 'changed', conversationId }) as const;

describe('a store channel', () => {
  it('announces a change at once and later ones together after an interval', async () => {
    const { channel, received, endInterval, settled } = createPair();
    for (let n = 0; n < 5; n += 1) channel.announce(changed('c1'));
    channel.announce(changed('c2'));
    await settled();
    expect(received).toEqual([changed('c1'), changed('c2')]);
    endInterval();
    await settled();
    expect(received).toEqual([changed('c1'), changed('c2'), changed('c1')]);
    endInterval();
    endInterval();
    channel.announce(changed('c1'));
    await settled();
    expect(received).toHaveLength(4);
  });

  it('announces every deletion at once', async () => {
    const { channel, received, settled } = createPair();
    channel.announce(changed('c1'));
    channel.announce({ type: 'deleted', conversationId: 'c1' });
    channel.announce({ type: 'deleted', conversationId: null });
    await settled();
    expect(received.slice(1)).toEqual([
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
  ])('ignores %j', async (data) => {
    const { here, received, settled } = createPair();
    here?.postMessage(data);
    await settled();
    expect(received).toEqual([]);
  });

  it('continues without other tabs when its channel is closed or missing', () => {
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
