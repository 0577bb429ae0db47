import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { DONE, delta, finish, reply, roleEvent } from '../../support/completion-events.ts';

/** One spelling of an event stream (WHATWG HTML, 9.2), and its expected result. */
type SseFixture = { name: string; bytes: string; text: string; error: ErrorKind | null };

const COMPLETE = reply('Hello, ', 'you.');
const TEXT = 'Hello, you.';
const unfinished = roleEvent() + delta('Hello, ');

const parsesAsText = (name: string, bytes: string): SseFixture => ({
  name,
  bytes,
  text: TEXT,
  error: null,
});

export const SSE_FIXTURES: readonly SseFixture[] = [
  parsesAsText('LF', COMPLETE),
  parsesAsText('CRLF', COMPLETE.replaceAll('\n', '\r\n')),
  parsesAsText('CR', COMPLETE.replaceAll('\n', '\r')),
  parsesAsText('mixed', COMPLETE.replace('\n\n', '\r\n\n').replace('\n\n', '\r\r\n')),
  parsesAsText('a byte order mark', `\ufeff${COMPLETE}`),
  parsesAsText('comments', `: first\n\n${COMPLETE.replaceAll('\n\n', '\n\n:\n: ping\n\n')}`),
  parsesAsText(
    'event, id and retry',
    COMPLETE.replaceAll('data:', 'event: x\nid: 1\nretry: 5\ndata:'),
  ),
  parsesAsText('an unknown field', COMPLETE.replaceAll('data:', 'colour: red\ndata:')),
  parsesAsText('no space after the colon', COMPLETE.replaceAll('data: ', 'data:')),
  parsesAsText('data in several lines', COMPLETE.replaceAll('"choices"', '\ndata: "choices"')),
  parsesAsText('empty data', `data:\n\ndata\n\n${COMPLETE}`),
  parsesAsText('blank lines', `\n\n\n${COMPLETE.replaceAll('\n\n', '\n\n\n\n')}`),
  parsesAsText('a last [DONE] without a blank line', COMPLETE.slice(0, -2)),
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
