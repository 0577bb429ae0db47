import 'server-only';
import { createParser } from 'eventsource-parser';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ApiDialect } from '../api-dialect.ts';

const MB = 1024 * 1024;
// Far above any event of a chat completion that is text. An endless line must not fill memory, nor endless
// comments keep the CPU busy.
const MAX_TEXT_EVENT = MB;
// The last event of a response repeats all of it, images included. An event of a chat completion has one
// image as a rule; see `MAX_IMAGE_URL_LENGTH`.
const MAX_EVENT = { chat: 9 * MB, responses: 16 * MB } as const;
// What an event with an image contains before most of its length.
const IMAGE_MARKS = ['data:image/', '"b64_json"'];

/**
 * Returns the data of the events that `bytes` completes. Throws `reply_invalid` after 1 MB without one,
 * after 9 MB if that is one line with an image, and after 16 MB of a response.
 */
type SseReader = (bytes: Uint8Array) => string[];

/**
 * Reads server-sent events (WHATWG HTML, 9.2) from chunks split anywhere. Besides `data`, the value
 * of a line `error: {…}` counts as an event: llama.cpp before #16109 reports failures in it.
 */
export function createSseReader(dialect: ApiDialect = 'chat'): SseReader {
  const maxCharacters = MAX_EVENT[dialect];
  const decoder = new TextDecoder();
  let events: string[] = [];
  let tooLong = false;
  let unfinished: string[] = [];
  let lengthSinceEvent = 0;
  let maxSinceEvent: number = MAX_TEXT_EVENT;
  const parser = createParser({
    maxBufferSize: maxCharacters,
    onEvent: ({ data }) => events.push(data),
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded') tooLong = true;
      else if (error.field === 'error' && error.value) events.push(error.value);
    },
  });

  const mayBeLong = (parts: readonly string[]) => {
    if (dialect === 'responses') return true;
    const line = parts.join('');
    return IMAGE_MARKS.some((mark) => line.includes(mark));
  };

  return (bytes) => {
    const text = decoder.decode(bytes, { stream: true });
    // Complete lines only: the parser drops the rest of an unknown field that is split across chunks.
    const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
    const held = unfinished;
    events = [];
    if (end > 0) {
      parser.feed(held.join('') + text.slice(0, end));
      unfinished = [];
    }
    if (end < text.length) unfinished.push(text.slice(end));
    if (events.length > 0) {
      lengthSinceEvent = text.length - end;
      maxSinceEvent = MAX_TEXT_EVENT;
    } else lengthSinceEvent += text.length;
    // Looked at once, when the event has become too long for text.
    if (
      lengthSinceEvent > maxSinceEvent &&
      maxSinceEvent < maxCharacters &&
      mayBeLong([...held, text])
    ) {
      maxSinceEvent = maxCharacters;
    }
    if (tooLong || lengthSinceEvent > maxSinceEvent) throw new StarlightError('reply_invalid');
    return events;
  };
}
