import type { BannerContext, BannerMessage } from '../catalogue-entry.ts';
import { AND_RESTART } from './operator-messages.ts';

/** The reason of a reply that has thinking and no text. */
export const THINKING_ONLY = 'thinking_only';

const TITLE = 'the reply reached its length limit';

/** What a visitor reads about a reply that reached its limit. */
export function truncatedForVisitor(context: BannerContext): BannerMessage {
  return { title: TITLE, sentence: truncatedSentence(context), steps: [] };
}

/** What the operator reads about it. */
export function truncatedForOperator(context: BannerContext): BannerMessage {
  return { title: TITLE, sentence: truncatedReason(context), steps: truncatedSteps(context) };
}

function truncatedSentence(context: BannerContext): string {
  switch (writtenBefore(context)) {
    case 'thinking':
      return `The model spent all of it thinking, before the first word. ${remedyHint(context)}`;
    case 'nothing':
      return `It did so before the first word. ${remedyHint(context)}`;
    case 'text':
      return 'The partial reply is saved. Continue asks for the rest.';
  }
}

function truncatedReason(context: BannerContext): string {
  switch (writtenBefore(context)) {
    case 'thinking':
      return 'The model spent all of its tokens thinking, before writing a word.';
    case 'nothing':
      return "No word arrived before the limit, which STARLIGHT_MAX_OUTPUT_TOKENS or the model's context sets.";
    case 'text':
      return "The partial reply is saved. STARLIGHT_MAX_OUTPUT_TOKENS or the model's context sets the limit.";
  }
}

function truncatedSteps(context: BannerContext): [string, string] {
  switch (writtenBefore(context)) {
    case 'thinking':
      return [
        'Ask the model to think less, or choose another one.',
        `For more room, raise STARLIGHT_MAX_OUTPUT_TOKENS or STARLIGHT_MAX_THINKING_TOKENS and ${AND_RESTART}`,
      ];
    case 'nothing':
      return [
        'If the conversation is long, begin a new one, or choose another model.',
        `For more room, raise STARLIGHT_MAX_OUTPUT_TOKENS and ${AND_RESTART}`,
      ];
    case 'text':
      return [
        'Continue asks for the rest.',
        `For longer replies, raise STARLIGHT_MAX_OUTPUT_TOKENS and ${AND_RESTART}`,
      ];
  }
}

/** What arrived before the limit. Only thinking that was seen or counted is called so. */
function writtenBefore({ details, replyHasText }: BannerContext): 'thinking' | 'nothing' | 'text' {
  if (details.reason === THINKING_ONLY) return 'thinking';
  return replyHasText === false ? 'nothing' : 'text';
}

/** What the buttons below do, or what else may help. */
function remedyHint(context: BannerContext): string {
  const { canHaveMoreRoom, canThinkLess } = context;
  if (canHaveMoreRoom && canThinkLess) return 'Give it more room, or let it think less.';
  if (canHaveMoreRoom) return 'More room may let it finish.';
  if (canThinkLess) return 'It may finish if it thinks less.';
  return `A simpler question${orAnotherModel(context)} may help.`;
}

function orAnotherModel({ offersOtherModels }: BannerContext): string {
  return offersOtherModels === false ? '' : ' or another model';
}
