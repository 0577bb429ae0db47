import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { readUpstreamEnding, type UpstreamEnding } from './upstream-ending.ts';
import { writtenLength } from './written-length.ts';

/** What Starlight reads from a chunk of a streamed completion, or from a complete one. */
type CompletionChunk = {
  text: string;
  /** Some of `text` is a refusal. */
  refused: boolean;
  /** See `writtenLength`; summed over all choices. */
  written: number;
  ending: UpstreamEnding | null;
};

/**
 * Reads one decoded chunk (`delta`) or complete response (`message`). Only the first choice's text
 * counts. Returns null for an object that is neither, such as Azure's prompt filter results.
 */
export function readCompletionChunk(value: unknown): CompletionChunk | null {
  if (!isRecord(value)) return null;
  const choices = value['choices'];
  if (!Array.isArray(choices)) return null;
  const choice: unknown = choices.find((each) => isRecord(each) && (each['index'] ?? 0) === 0);
  const written = writtenLength(choices);
  if (!isRecord(choice)) return { text: '', refused: false, written, ending: null };
  const message = choice['delta'] ?? choice['message'];
  const refusal =
    isRecord(message) && typeof message['refusal'] === 'string' ? message['refusal'] : '';
  const text = (isRecord(message) ? readContent(message['content']) : '') + refusal;
  return {
    text,
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

function readContent(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  // Mistral sends content as parts; parts that are not text (its thinking) are not shown.
  return content
    .map((part) => (isRecord(part) && typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}
