import 'server-only';
import type { FinishReason } from '#lib/core/chat/chat-events.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { writtenLength } from './written-length.ts';

/** What Starlight reads from a chunk of a streamed completion, or from a complete one. */
type CompletionChunk = {
  text: string;
  /** Some of `text` is a refusal. */
  refused: boolean;
  /** See `writtenLength`; summed over all choices. */
  written: number;
  finishReason: FinishReason | null;
  /** Unparsed; see `createUsageTally`. */
  usage: unknown;
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
  const usage = value['usage'];
  const written = writtenLength(choices);
  if (!isRecord(choice)) return { text: '', refused: false, written, finishReason: null, usage };
  const message = choice['delta'] ?? choice['message'];
  const refusal =
    isRecord(message) && typeof message['refusal'] === 'string' ? message['refusal'] : '';
  const text = (isRecord(message) ? readContent(message['content']) : '') + refusal;
  return {
    text,
    refused: refusal !== '',
    written,
    finishReason: readFinishReason(choice['finish_reason']),
    usage,
  };
}

function readContent(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  // Mistral sends content as parts; parts that are not text (its thinking) are not shown.
  return content
    .map((part) => (isRecord(part) && typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}

/** Maps reasons OpenAI does not use (`eos`, `end_turn`) to `stop`. */
function readFinishReason(reason: unknown): FinishReason | null {
  if (typeof reason !== 'string' || reason === '') return null;
  switch (reason) {
    case 'length':
    case 'max_tokens':
      return 'length';
    case 'content_filter':
      return 'content_filter';
    case 'tool_calls':
    case 'function_call':
      return 'tool_calls';
    default:
      return 'stop';
  }
}
