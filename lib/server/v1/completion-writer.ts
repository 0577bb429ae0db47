import 'server-only';
import type { Config } from '../config/config.ts';
import { toOpenAiError } from './openai-error.ts';
import { type CompletionPicker, isUsageOnly } from './reply/completion-fields.ts';
import type { ReplyWriter } from './reply-writer.ts';

type WriterOptions = {
  picker: CompletionPicker;
  /** The caller requested the token count of a stream. */
  includeUsage: boolean;
  config: Config;
};

const DONE = 'data: [DONE]\n\n';

/** Writes a reply in the format of Chat Completions. */
export function createCompletionWriter(options: WriterOptions): ReplyWriter {
  const { picker, includeUsage, config } = options;
  const rest = () => picker.rest().map(encode).join('');
  return {
    event(value) {
      const chunk = picker.chunk(value);
      return chunk && (includeUsage || !isUsageOnly(chunk)) ? encode(chunk) : '';
    },
    document: picker.document,
    end: () => rest() + DONE,
    failure: (error, body) => rest() + encode(toOpenAiError(error, body, config)),
  };
}

function encode(value: object): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}
