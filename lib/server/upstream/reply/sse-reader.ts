import 'server-only';
import { createParser } from 'eventsource-parser';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ApiDialect } from '../api-dialect.ts';

// Far above any event of a chat completion. The last event of a response repeats all of it, images
// included. An endless line must not fill memory, nor endless comments keep the CPU busy.
const MAX_EVENT_CHARACTERS = { chat: 1024 * 1024, responses: 16 * 1024 * 1024 } as const;

/**
 * Returns the data of the events that `bytes` completes. Throws `reply_invalid` after 1 MB without one, or
 * 16 MB of a response.
 */
type SseReader = (bytes: Uint8Array) => string[];

/**
 * Reads server-sent events (WHATWG HTML, 9.2) from chunks split anywhere. Besides `data`, the value
 * of a line `error: {…}` counts as an event: llama.cpp before #16109 reports failures in it.
 */
export function createSseReader(dialect: ApiDialect = 'chat'): SseReader {
  const maxCharacters = MAX_EVENT_CHARACTERS[dialect];
  const decoder = new TextDecoder();
  let events: string[] = [];
  let tooLong = false;
  let unfinished: string[] = [];
  let lengthSinceEvent = 0;
  const parser = createParser({
    maxBufferSize: maxCharacters,
    onEvent: ({ data }) => events.push(data),
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded') tooLong = true;
      else if (error.field === 'error' && error.value) events.push(error.value);
    },
  });

  return (bytes) => {
    const text = decoder.decode(bytes, { stream: true });
    // Complete lines only: the parser drops the rest of an unknown field that is split across chunks.
    const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
    events = [];
    if (end > 0) {
      parser.feed(unfinished.join('') + text.slice(0, end));
      unfinished = [];
    }
    if (end < text.length) unfinished.push(text.slice(end));
    lengthSinceEvent = events.length > 0 ? text.length - end : lengthSinceEvent + text.length;
    if (tooLong || lengthSinceEvent > maxCharacters) throw new StarlightError('reply_invalid');
    return events;
  };
}
