import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { DONE } from '../../support/completion-events.ts';
import type { ReplyWire } from './reply-wire.ts';

/** One spelling of an event stream (WHATWG HTML, 9.2), and its expected result. */
type SseFixture = { name: string; bytes: string; text: string; error: ErrorKind | null };

const TEXT = 'Hello, you.';

/** Every spelling, of the same reply. */
export function sseFixtures({ begin, delta, finish, reply, member }: ReplyWire): SseFixture[] {
  const complete = reply('Hello, ', 'you.');
  const unfinished = begin() + delta('Hello, ');
  const parsesAsText = (name: string, bytes: string): SseFixture => ({
    name,
    bytes,
    text: TEXT,
    error: null,
  });
  return [
    parsesAsText('LF', complete),
    parsesAsText('CRLF', complete.replaceAll('\n', '\r\n')),
    parsesAsText('CR', complete.replaceAll('\n', '\r')),
    parsesAsText('mixed', complete.replace('\n\n', '\r\n\n').replace('\n\n', '\r\r\n')),
    parsesAsText('a byte order mark', `\ufeff${complete}`),
    parsesAsText('comments', `: first\n\n${complete.replaceAll('\n\n', '\n\n:\n: ping\n\n')}`),
    parsesAsText(
      'event, id and retry',
      complete.replaceAll('data:', 'event: x\nid: 1\nretry: 5\ndata:'),
    ),
    parsesAsText('an unknown field', complete.replaceAll('data:', 'colour: red\ndata:')),
    parsesAsText('no space after the colon', complete.replaceAll('data: ', 'data:')),
    parsesAsText('data in several lines', complete.replaceAll(member, `\ndata: ${member}`)),
    parsesAsText('empty data', `data:\n\ndata\n\n${complete}`),
    parsesAsText('blank lines', `\n\n\n${complete.replaceAll('\n\n', '\n\n\n\n')}`),
    // Gateways write it after a response, too.
    parsesAsText(
      'a last [DONE] without a blank line',
      unfinished + delta('you.') + finish() + DONE.slice(0, -2),
    ),
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
}
