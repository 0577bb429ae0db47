import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { DONE, delta, finish, reply, roleEvent } from '../../support/completion-events.ts';

/** One spelling of an event stream (WHATWG HTML, 9.2), and its expected result. */
type SseFixture = { name: string; bytes: string; text: string; error: ErrorKind | null };

const WHOLE = reply('Hello, ', 'you.');
const TEXT = 'Hello, you.';
const unfinished = roleEvent() + delta('Hello, ');

const understood = (name: string, bytes: string): SseFixture => ({
  name,
  bytes,
  text: TEXT,
  error: null,
});

export const SSE_FIXTURES: readonly SseFixture[] = [
  understood('LF', WHOLE),
  understood('CRLF', WHOLE.replaceAll('\n', '\r\n')),
  understood('CR', WHOLE.replaceAll('\n', '\r')),
  understood('mixed', WHOLE.replace('\n\n', '\r\n\n').replace('\n\n', '\r\r\n')),
  understood('a byte order mark', `\ufeff${WHOLE}`),
  understood('comments', `: first\n\n${WHOLE.replaceAll('\n\n', '\n\n:\n: ping\n\n')}`),
  understood('event, id and retry', WHOLE.replaceAll('data:', 'event: x\nid: 1\nretry: 5\ndata:')),
  understood('an unknown field', WHOLE.replaceAll('data:', 'colour: red\ndata:')),
  understood('no space after the colon', WHOLE.replaceAll('data: ', 'data:')),
  understood('data in several lines', WHOLE.replaceAll('"choices"', '\ndata: "choices"')),
  understood('empty data', `data:\n\ndata\n\n${WHOLE}`),
  understood('blank lines', `\n\n\n${WHOLE.replaceAll('\n\n', '\n\n\n\n')}`),
  understood('a last [DONE] without a blank line', WHOLE.slice(0, -2)),
  {
    name: 'a last event without a blank line',
    bytes: unfinished + delta('you.').slice(0, -2),
    text: 'Hello, ',
    error: 'reply_interrupted',
  },
  {
    name: 'a last event without a blank line after the reply was finished',
    bytes: unfinished + delta('you.') + finish() + DONE.slice(0, -1),
    text: TEXT,
    error: null,
  },
];
