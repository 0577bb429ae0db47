import 'server-only';
import type { FinishReason } from '#lib/core/chat/chat-events.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { writtenLength } from './written-length.ts';

/** What Starlight reads of a chunk of a streamed completion, or of a whole one. */
type CompletionChunk = {
  text: string;
  /** Some of `text` is a refusal. */
  refused: boolean;
  /** See `writtenLength`; of every choice. */
  written: number;
  finishReason: FinishReason | null;
  /** As it came; see `createUsageTally`. */
  usage: unknown;
};

/**
 * Reads one decoded chunk (`delta`) or whole completion (`message`), of whose text only that of the
 * first choice counts. Null: an object that is neither, such as the prompt filter results of Azure.
 */
export function readCompletionChunk(value: unknown): CompletionChunk | null {
  if (!isRecord(value)) return null;
  const choices = value['choices'];
  if (!Array.isArray(choices)) return null;
  const choice: unknown = choices.find((each) => isRecord(each) && (each['index'] ?? 0) === 0);
  const usage = value['usage'];
  const written = writtenLength(choices);
  if (!isRecord(choice)) return { text: '', refused: false, written, finishReason: null, usage };
  const said = choice['delta'] ?? choice['message'];
  const refusal = isRecord(said) && typeof said['refusal'] === 'string' ? said['refusal'] : '';
  const text = (isRecord(said) ? readContent(said['content']) : '') + refusal;
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
  // Mistral sends content as parts; those that are not text (its thinking) are not for the log.
  return content
    .map((part) => (isRecord(part) && typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}

/** A reason that is not OpenAI's (`eos`, `end_turn`) is still an end. */
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
