import { describe, expect, it } from 'vitest';
import { type BodyWrite, createPulledBody } from './pulled-body.ts';

const writesOf = (...writes: BodyWrite[]) => {
  let asked = 0;
  return {
    asked: () => asked,
    next: async () => writes[asked++] ?? { text: '', end: 'clean' as const },
  };
};

describe('createPulledBody', () => {
  it('asks for nothing before it is read, and for one write at a time', async () => {
    const writes = writesOf({ text: 'a', end: false }, { text: 'b', end: false });
    const reader = createPulledBody(writes.next, () => undefined).getReader();
    await Promise.resolve();
    expect(writes.asked()).toBe(0);
    await reader.read();
    expect(writes.asked()).toBe(1);
    await reader.read();
    expect(writes.asked()).toBe(2);
  });

  it('goes on past a write of nothing', async () => {
    const writes = writesOf({ text: '', end: false }, { text: 'a', end: 'clean' });
    expect(await new Response(createPulledBody(writes.next, () => undefined)).text()).toBe('a');
  });

  it('delivers the last write before it breaks', async () => {
    const writes = writesOf({ text: 'last', end: 'broken' });
    const reader = createPulledBody(writes.next, () => undefined).getReader();
    const { value } = await reader.read();
    expect(new TextDecoder().decode(value)).toBe('last');
    await expect(reader.read()).rejects.toThrow('the reply was cut');
  });

  it('tells when the reader goes away', async () => {
    let cancelled = false;
    const body = createPulledBody(writesOf({ text: 'a', end: false }).next, () => {
      cancelled = true;
    });
    await body.cancel();
    expect(cancelled).toBe(true);
  });
});
