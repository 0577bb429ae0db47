import { formatCount } from '../text/format-amount.ts';
import { inEnglish } from '../text/reader-format.ts';
import type { ConversationSettings } from './conversation-settings.ts';

/** What is set for a conversation, as notes above an export of it. */
export function settingsNotes(settings: ConversationSettings = {}): string[] {
  const { instructions, temperature, maxOutputTokens } = settings;
  return [
    ...(instructions === undefined ? [] : [`Instructions: ${instructions}`]),
    ...(temperature === undefined ? [] : [`Temperature: ${temperature}`]),
    ...(maxOutputTokens === undefined
      ? []
      : [`Longest reply: ${inEnglish(() => formatCount(maxOutputTokens))} tokens`]),
  ];
}
