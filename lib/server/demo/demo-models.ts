import 'server-only';
import type { OfferedModel } from '#lib/core/models/listed-model.ts';

/** The simulated models: one that thinks, and one that doesn't. */
export const DEMO_MODELS: readonly OfferedModel[] = [
  {
    id: 'starlight-demo',
    thinks: true,
    images: true,
    efforts: ['none', 'low', 'medium', 'high', 'max'],
    contextTokens: 128_000,
  },
  { id: 'starlight-demo-mini', efforts: [], images: false, contextTokens: 128_000 },
];
