import { MAX_PRESETS, type Preset, readPreset } from '#lib/core/saved/preset.ts';
import { createSavedList } from './saved-list.ts';

/** The presets of this browser. */
export const savedPresets = createSavedList<Preset>({
  record: 'starlight:presets',
  readItem: readPreset,
  maxItems: MAX_PRESETS,
});
