import {
  type ConversationSettings,
  readConversationSettings,
} from '../chat/conversation-settings.ts';
import { MAX_ID_LENGTH } from '../chat/new-id.ts';
import { fieldOf } from '../json/field-of.ts';

export const MAX_PRESETS = 100;
export const MAX_PRESET_NAME_LENGTH = 80;
const MAX_MODEL_LENGTH = 100;

/** Settings of a conversation that were saved under a name. */
export type Preset = {
  id: string;
  name: string;
  /** The model it is for; absent for any. */
  model?: string | undefined;
  settings: ConversationSettings;
};

/** Reads a preset that anything may have written; null if it has no ID or name. */
export function readPreset(value: unknown): Preset | null {
  const id = fieldOf(value, 'id');
  const name = fieldOf(value, 'name');
  const model = fieldOf(value, 'model');
  if (!isShort(id, MAX_ID_LENGTH) || !isShort(name, MAX_PRESET_NAME_LENGTH)) return null;
  return {
    id,
    name,
    ...(isShort(model, MAX_MODEL_LENGTH) && { model }),
    settings: readConversationSettings(fieldOf(value, 'settings')),
  };
}

function isShort(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= maxLength;
}
