import 'server-only';
import { createParser } from 'eventsource-parser';
import type { ApiDialect } from '../api-dialect.ts';
import { tooLarge } from './too-large.ts';

const MB = 1024 * 1024;
// Far above any event of a chat completion that is text. An endless line must not fill memory, nor endless
// comments keep the CPU busy.
const MAX_TEXT_EVENT = MB;
// The last event of a response repeats all of it, images included. An event of a chat completion has one
// image as a rule; see `MAX_IMAGE_URL_LENGTH`.
const MAX_EVENT = { chat: 9 * MB, responses: 16 * MB } as const;
// A picture of about 45 MB. An endless one must not keep the connection busy until the deadline.
const MAX_SKIPPED = 64 * MB;
// Far below what is kept of an event, so that each limit holds whatever arrives at once.
const PIECE_LENGTH = 64 * 1024;
// What an event with an image contains before most of its length.
const LINE_END = /[\r\n]/;
const IMAGE_MARKS = ['data:image/', '"b64_json"'];

/**
 * Returns the data of the events that `bytes` completes. Throws `reply_invalid` after 1 MB without one,
 * after 9 MB if that is one line with an image, and after 16 MB of a response.
 */
type SseReader = (bytes: Uint8Array) => string[];

/**
 * Reads server-sent events (WHATWG HTML, 9.2) from chunks split anywhere. Besides `data`, the value
 * of a line `error: {…}` counts as an event: llama.cpp before #16109 reports failures in it.
 *
 * @param onLostImage called for an image in a chat completion that is too long, whose line is then left out,
 *   up to 64 MB; without it, such an image is too long for the reply
 */
export function createSseReader(
  dialect: ApiDialect = 'chat',
  onLostImage: (() => void) | null = null,
): SseReader {
  const maxCharacters = MAX_EVENT[dialect];
  const decoder = new TextDecoder();
  let events: string[] = [];
  let tooLong = false;
  let unfinished: string[] = [];
  let lengthSinceEvent = 0;
  let maxSinceEvent: number = MAX_TEXT_EVENT;
  let isSkipping = false;
  let skipped = 0;
  const parser = createParser({
    maxBufferSize: maxCharacters + 2 * PIECE_LENGTH,
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

  /** What follows the line that is left out. */
  const skip = (text: string): string => {
    const end = text.search(LINE_END);
    skipped += end === -1 ? text.length : end;
    isSkipping = end === -1;
    return isSkipping ? '' : text.slice(end);
  };

  const leaveOut = (loseImage: () => void) => {
    loseImage();
    skipped += lengthSinceEvent;
    lengthSinceEvent = 0;
    maxSinceEvent = MAX_TEXT_EVENT;
    isSkipping = unfinished.length > 0;
    unfinished = [];
    // The line had just ended.
    if (!isSkipping) parser.reset();
  };

  const feed = (text: string) => {
    // Complete lines only: the parser drops the rest of an unknown field that is split across chunks.
    const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
    const held = unfinished;
    const before = events.length;
    if (end > 0) {
      parser.feed(held.join('') + text.slice(0, end));
      unfinished = [];
    }
    if (end < text.length) unfinished.push(text.slice(end));
    if (events.length > before) {
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
  };

  const checkLength = () => {
    const isLong = lengthSinceEvent > maxSinceEvent;
    const isImage = dialect === 'chat' && maxSinceEvent === maxCharacters;
    if (isLong && isImage && onLostImage) leaveOut(onLostImage);
    else tooLong ||= isLong;
    if (tooLong || skipped > MAX_SKIPPED) throw tooLarge();
  };

  return (bytes) => {
    const text = decoder.decode(bytes, { stream: true });
    events = [];
    for (let at = 0; at < text.length; at += PIECE_LENGTH) {
      const piece = text.slice(at, at + PIECE_LENGTH);
      feed(isSkipping ? skip(piece) : piece);
      checkLength();
    }
    return events;
  };
}
