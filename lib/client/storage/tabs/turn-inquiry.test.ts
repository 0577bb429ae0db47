import { describe, expect, it } from 'vitest';
import { connectedChannels } from '#tests/support/store-fixtures.ts';
import { createTurnInquiry } from './turn-inquiry.ts';

function tabs(...held: string[][]) {
  const channels = connectedChannels(held.length);
  return held.map((ids, index) => {
    const channel = channels[index];
    if (!channel) throw new Error('no channel');
    const inquiry = createTurnInquiry({
      channel,
      isHeldHere: (id) => ids.includes(id),
      timeoutMs: 20,
    });
    return { channel, inquiry };
  });
}

describe('a tab asking who is writing a reply', () => {
  it('gets an answer only from the tab that is writing that reply', async () => {
    const [asking] = tabs([], [], ['m1']);
    expect(await Promise.all(['m1', 'm1', 'm2'].map((id) => asking?.inquiry.ask(id)))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('does not answer itself and continues without an answer', async () => {
    const [alone] = tabs(['m1']);
    expect(await alone?.inquiry.ask('m1')).toBe(false);
  });

  it('ignores everything else on the channel', async () => {
    const [asking, other] = tabs([], []);
    const answer = asking?.inquiry.ask('m1');
    for (const data of [null, 'held', { type: 'held' }, { type: 'held', messageId: 1 }])
      other?.channel.postMessage(data);
    other?.channel.postMessage({ type: 'held', messageId: 'm2' });
    expect(await answer).toBe(false);
  });
});
