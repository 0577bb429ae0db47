import { fieldOf } from '../json/field-of.ts';
import { MOST_TOKENS } from './most-tokens.ts';

/** The longest instructions of a conversation, in UTF-16 code units. */
export const MAX_INSTRUCTIONS_LENGTH = 20_000;
export const MAX_TEMPERATURE = 2;

/** What is set for the replies of a conversation; empty if nothing is. */
export type ConversationSettings = {
  /** For the model, after the operator's system prompt. */
  instructions?: string | undefined;
  temperature?: number | undefined;
  /** The longest reply; the operator's limit holds as well. */
  maxOutputTokens?: number | undefined;
};

/** Reads the settings that anything may have stored. What is no valid value is left out. */
export function readConversationSettings(value: unknown): ConversationSettings {
  const instructions = fieldOf(value, 'instructions');
  const temperature = fieldOf(value, 'temperature');
  const maxOutputTokens = fieldOf(value, 'maxOutputTokens');
  return {
    ...(isInstructions(instructions) && { instructions }),
    ...(isTemperature(temperature) && { temperature }),
    ...(isOutputLimit(maxOutputTokens) && { maxOutputTokens }),
  };
}

export function isTemperature(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= MAX_TEMPERATURE;
}

export function isOutputLimit(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_TOKENS;
}

function isInstructions(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_INSTRUCTIONS_LENGTH;
}

/** Whether two versions say the same; absent settings are empty ones. */
export function areSameSettings(
  a: ConversationSettings = {},
  b: ConversationSettings = {},
): boolean {
  return (
    a.instructions === b.instructions &&
    a.temperature === b.temperature &&
    a.maxOutputTokens === b.maxOutputTokens
  );
}
