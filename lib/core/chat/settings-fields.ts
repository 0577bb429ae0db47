import { formatCount } from '../text/format-amount.ts';
import { readDecimal, readWholeNumber } from '../text/read-number.ts';
import {
  type ConversationSettings,
  isOutputLimit,
  isTemperature,
  MAX_INSTRUCTIONS_LENGTH,
  MAX_TEMPERATURE,
} from './conversation-settings.ts';
import { MOST_TOKENS } from './most-tokens.ts';

/** The settings of a conversation as they are typed. */
export type SettingsFields = Record<keyof ConversationSettings, string>;

export function fieldsOfSettings(settings: ConversationSettings): SettingsFields {
  return {
    instructions: settings.instructions ?? '',
    temperature: settings.temperature?.toString() ?? '',
    maxOutputTokens: settings.maxOutputTokens?.toString() ?? '',
  };
}

/** What was typed, and what is wrong with which field. */
export function readSettingsFields(fields: SettingsFields): {
  settings: ConversationSettings;
  faults: Partial<SettingsFields>;
} {
  const { instructions } = fields;
  const temperature = readDecimal(fields.temperature);
  const maxOutputTokens = readWholeNumber(fields.maxOutputTokens);
  const isTooLong = instructions.length > MAX_INSTRUCTIONS_LENGTH;
  const isWarm = temperature !== undefined && !isTemperature(temperature);
  const isLimitWrong = maxOutputTokens !== undefined && !isOutputLimit(maxOutputTokens);
  return {
    settings: {
      ...(instructions.trim() !== '' && !isTooLong && { instructions }),
      ...(temperature !== undefined && !isWarm && { temperature }),
      ...(maxOutputTokens !== undefined && !isLimitWrong && { maxOutputTokens }),
    },
    faults: {
      ...(isTooLong && {
        instructions: `These are ${formatCount(instructions.length)} characters; at most ${formatCount(MAX_INSTRUCTIONS_LENGTH)} are possible.`,
      }),
      ...(isWarm && { temperature: `Enter a number from 0 to ${formatCount(MAX_TEMPERATURE)}.` }),
      ...(isLimitWrong && {
        maxOutputTokens: `Enter a whole number from 1 to ${formatCount(MOST_TOKENS)}.`,
      }),
    },
  };
}
