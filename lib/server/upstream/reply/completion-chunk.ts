import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
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
  const choice: unknown = choices.find((each) => isRecord(each) && (each['index'] ?? 0) === 0);
  const written = writtenLength(choices);
  if (!isRecord(choice)) return { ...NOTHING, refused: false, written, ending: null };
  const message = choice['delta'] ?? choice['message'];
  const refusal =
    isRecord(message) && typeof message['refusal'] === 'string' ? message['refusal'] : '';
  const { thinking, text } = isRecord(message) ? readMessage(message) : NOTHING;
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
