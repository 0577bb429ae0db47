import { beforeEach, describe, expect, it } from 'vitest';
import { registry, resetRegistry } from '../registry.ts';
import { addReadinessCheck, readReadiness } from './readiness.ts';

beforeEach(resetRegistry);

describe('readReadiness', () => {
  it.each(['demo', 'live', 'closed'] as const)('is ready in the mode %s', async (mode) => {
    expect(await readReadiness({ mode })).toEqual({ ready: true, reasons: [] });
  });

  it.each(['not_configured', 'unprotected'] as const)('is not in the mode %s', async (mode) => {
    expect(await readReadiness({ mode })).toEqual({ ready: false, reasons: ['not_configured'] });
  });

  it('is not while the process stops', async () => {
    registry().shutdown.draining = true;
    expect(await readReadiness({ mode: 'live' })).toEqual({ ready: false, reasons: ['stopping'] });
  });

  it('is not without what every reply needs, and is again with it', async () => {
    let works = false;
    addReadinessCheck('store', async () => works);
    expect((await readReadiness({ mode: 'live' })).reasons).toEqual(['store_unavailable']);
    works = true;
    expect((await readReadiness({ mode: 'live' })).ready).toBe(true);
  });

  it('takes a check that fails or hangs for a no', async () => {
    addReadinessCheck('store', async () => {
      throw new Error('redis://user:secret@host');
    });
    addReadinessCheck('other', () => new Promise(() => undefined));
    const found = await readReadiness({ mode: 'live' }, 10);
    expect(found).toEqual({ ready: false, reasons: ['store_unavailable', 'other_unavailable'] });
  });
});
