import 'server-only';
import type { Config } from '../config/config.ts';
import { toOpenAiError } from './openai-error.ts';
import type { ResponsePicker } from './reply/response-events.ts';
import type { ReplyWriter } from './reply-writer.ts';

/** Writes a reply in the format of the Responses API, whose streams have no `[DONE]`. */
export function createResponseWriter(picker: ResponsePicker, config: Config): ReplyWriter {
  return {
    event: (value) => picker.events(value).map(encode).join(''),
    document: picker.document,
    end: () => picker.rest().map(encode).join(''),
    failure(error, body) {
      const { message, code, param } = toOpenAiError(error, body, config).error;
      const rest = picker.rest();
      return [...rest, picker.number({ type: 'error', code, message, param })].map(encode).join('');
    },
  };
}

/** Clients of OpenAI go by the name of the event, or by its type. */
function encode(event: Record<string, unknown>): string {
  return `event: ${event['type']}\ndata: ${JSON.stringify(event)}\n\n`;
}
