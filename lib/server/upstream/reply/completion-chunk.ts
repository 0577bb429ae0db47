import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { firstChoice, messageOf } from './first-choice.ts';
import { type ReplyPiece, readMessage } from './read-message.ts';
import { readUpstreamEnding, type UpstreamEnding } from './upstream-ending.ts';
import { writtenLength } from './written-length.ts';

/** What Starlight reads from a chunk of a streamed completion, or from a complete one. */
type CompletionChunk = ReplyPiece & {
  /** Some of `text` is a refusal. */
  refused: boolean;
  /** See `writtenLength`; summed over all choices. */
  written: number;
  ending: UpstreamEnding | null;
};

const NOTHING: ReplyPiece = { thinking: '', text: '' };

/**
 * Reads one decoded chunk (`delta`) or complete response (`message`). Only what the first
 * choice says counts. Returns null for an object that is neither, such as Azure's prompt filter results.
 */
export function readCompletionChunk(value: unknown): CompletionChunk | null {
  if (!isRecord(value)) return null;
  const choices = value['choices'];
  if (!Array.isArray(choices)) return null;
  const written = writtenLength(choices);
  const choice = firstChoice(value);
  if (!choice) return { ...NOTHING, refused: false, written, ending: null };
  const message = messageOf(choice);
  const refusal = typeof message?.['refusal'] === 'string' ? message['refusal'] : '';
  // MiniMax sends what its search found as a message of a tool, before the answer.
  const isAnswer = message && message['role'] !== 'tool';
  const { thinking, text } = isAnswer ? readMessage(message) : NOTHING;
  return {
    thinking,
    text: text + refusal,
    refused: refusal !== '',
    written,
    ending: readUpstreamEnding(choice),
  };
}

/**
 * The `usage` of a chunk, unparsed, wherever it is; see `createUsageTally`. A chunk may have one without
 * choices. Groq also writes it into `x_groq`.
 */
export function usageOf(value: unknown): unknown {
  const usage = fieldOf(value, 'usage');
  return usage ?? fieldOf(fieldOf(value, 'x_groq'), 'usage') ?? usage;
}
