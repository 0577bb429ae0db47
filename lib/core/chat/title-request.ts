import { REASONING_EFFORTS, type ReasoningEffort } from '../models/reasoning-effort.ts';
import { conversationTitleFrom } from './conversation-tree.ts';
import type { TurnRequest } from './turn-request.ts';

/** How a request for a title begins. The demo recognizes it by this. */
export const TITLE_INSTRUCTION =
  'Write a title for the conversation below, in the language of its question: at most six words, on one line, without quotes and without a period at the end. Answer with the title alone.';

/** Where the answer begins in such a request. */
export const TITLE_ANSWER = '\n\nAnswer:\n';

/** Enough to know what it is about, in UTF-16 units. */
const MAX_PART = 800;
/** A dozen words in any script. */
const MAX_TOKENS = 60;
/** Whoever writes more has not written a title. */
const MAX_TITLE_SOURCE = 200;
const QUOTES = /^["'“”„‟«»‹›「」『』《》‘’*_]{1,4}|["'“”„‟«»‹›「」『』《》‘’*_.。]{1,4}$/gu;
const LABEL = /^(?:title|titel|titre|título|titolo|标题|標題|タイトル|제목) ?[:：] ?/iu;

type TitleRequestOptions = {
  model: string;
  /** What the model takes. */
  efforts?: readonly ReasoningEffort[] | undefined;
};

/** Asks for the title of an exchange: with its beginning alone, and with as little thinking as there is. */
export function titleRequestOf(
  { question, answer }: { question: string; answer: string },
  { model, efforts = [] }: TitleRequestOptions,
): TurnRequest {
  const about = `Question:\n${question.slice(0, MAX_PART)}${TITLE_ANSWER}${answer.slice(0, MAX_PART)}`;
  const reasoningEffort = REASONING_EFFORTS.find((effort) => efforts.includes(effort));
  return {
    messages: [{ role: 'user', content: `${TITLE_INSTRUCTION}\n\n${about}`.toWellFormed() }],
    maxOutputTokens: MAX_TOKENS,
    ...(model !== '' && { model }),
    ...(reasoningEffort && { reasoningEffort }),
  };
}

/** The title in what a model wrote: one line of plain text, at most 60 UTF-16 units; null if it is none. */
export function readTitle(text: string): string | null {
  if (text.length > MAX_TITLE_SOURCE) return null;
  const line = conversationTitleFrom(text).replace(LABEL, '');
  const title = line.replace(QUOTES, '').trim();
  return title === '' ? null : title;
}
