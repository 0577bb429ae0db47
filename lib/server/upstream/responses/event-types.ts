import 'server-only';
import type { PartKind } from './output-part.ts';

/** The events that bring the next piece of a part, in `delta`. OpenAI: "Streaming events" of Responses. */
export const PART_PIECES: ReadonlyMap<unknown, PartKind> = new Map([
  ['response.output_text.delta', 'text'],
  ['response.refusal.delta', 'refusal'],
  ['response.reasoning_summary_text.delta', 'summary'],
  // The thinking itself: vLLM, LM Studio, OpenRouter.
  ['response.reasoning_text.delta', 'reasoning'],
  // OpenRouter's beta.
  ['response.reasoning.delta', 'reasoning'],
]);

/** The events that repeat a part that is complete, in `text` or `refusal`. */
export const PART_ENDS: ReadonlyMap<unknown, PartKind> = new Map([
  ['response.output_text.done', 'text'],
  ['response.refusal.done', 'refusal'],
  ['response.reasoning_summary_text.done', 'summary'],
  ['response.reasoning_text.done', 'reasoning'],
]);

/** The events that repeat a part that is complete, in `part`. */
export const PARTS_DONE: ReadonlyMap<unknown, PartKind> = new Map([
  ['response.content_part.done', 'text'],
  ['response.reasoning_summary_part.done', 'summary'],
  // vLLM.
  ['response.reasoning_part.done', 'reasoning'],
]);
