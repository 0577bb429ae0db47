import { expect } from '@playwright/test';
import { type Script, stream } from '../support/scriptable-upstream.ts';
import { row } from './fault-row.ts';
import { askedText } from './support/asked-text.ts';
import { EVENT_STREAM } from './support/half-reply.ts';
import { inBatches } from './support/in-batches.ts';
import { sseFixtures } from './support/sse-fixtures.ts';

const MULTIBYTE = ['Grüße, ', '世界 ', '👩‍🚀🌟', ' data: ', 'end.'];

row(
  {
    id: 'U7',
    title: 'a reply is the same wherever its bytes are split',
    inject: 'a split at every byte, with LF and with CRLF',
    expect: 'identical text for every split',
    figure: '100 % of offsets',
  },
  async (stage) => {
    const { reply } = stage.wire;
    for (const lineBreak of ['\n', '\r\n']) {
      const bytes = Buffer.from(reply(...MULTIBYTE).replaceAll('\n', lineBreak));
      stage.site.upstream.respond(async (exchange) => {
        const at = Number(askedText(exchange));
        await exchange.head(200, EVENT_STREAM);
        await exchange.write(bytes.subarray(0, at));
        await exchange.write(bytes.subarray(at));
        exchange.end();
      });
      const offsets = Array.from({ length: bytes.length - 1 }, (_, index) => index + 1);
      const texts = await inBatches(offsets, 16, async (at) => (await stage.post(String(at))).text);
      const same = texts.filter((text) => text === MULTIBYTE.join(''));
      const name = lineBreak === '\n' ? 'LF' : 'CRLF';
      stage.figure(`offsets with the same text, ${name}`, (100 * same.length) / texts.length, '%');
      expect(same).toHaveLength(offsets.length);
    }
    await stage.askAndRead('Byte by byte.', byteByByte(reply(...MULTIBYTE)), MULTIBYTE.join(''));
  },
);

row(
  {
    id: 'U8',
    title: 'every form of server-sent events is parsed',
    inject:
      'CRLF, LF, CR, mixed; BOM; comments; `event:`, `id:`, `retry:`; data in several lines; no space; empty data; an end without a blank line',
    expect: 'as the fixtures say; an unterminated event counts as cut off',
    figure: 'all fixtures',
  },
  async (stage) => {
    const { reply } = stage.wire;
    const fixtures = sseFixtures(stage.wire);
    for (const { name, bytes, text, error } of fixtures) {
      stage.site.upstream.respond(stream(bytes));
      const answer = await stage.post(name);
      expect.soft({ name, text: answer.text, error: answer.error?.kind ?? null }).toEqual({
        name,
        text,
        error,
      });
    }
    stage.figure('fixtures', fixtures.length, '');
    const odd = `\ufeff: hello\r\n\r\n${reply('Odd but ', 'right.').replaceAll('\n', '\r\n')}`;
    await stage.askAndRead('In an odd spelling.', stream(odd), 'Odd but right.');
  },
);

row(
  {
    id: 'U9a',
    title: 'a reply that said it is finished is complete without [DONE]',
    inject: 'FIN after `finish_reason` or `response.completed`, no [DONE]',
    expect: 'done',
  },
  async (stage) => {
    const { begin, delta, finish } = stage.wire;
    const bytes = begin() + delta('All of it.') + finish();
    await stage.askAndRead('Be brief.', stream(bytes), 'All of it.');
    expect((await stage.lastReply()).status).toBe('done');
  },
);

row(
  {
    id: 'U9b',
    title: 'a reply that ends without saying so was cut off',
    inject: 'a clean end without `finish_reason`, `response.completed` and [DONE]',
    expect: '`reply_interrupted`, what arrived is kept',
    quick: true,
  },
  async (stage) => {
    const { begin, delta } = stage.wire;
    await stage.ask('Go on.', stream(begin() + delta('Only this')));
    await stage.failsWith({ kind: 'reply_interrupted', part: 'Only this' });
  },
);

row(
  {
    id: 'U10',
    title: 'what follows [DONE] is ignored',
    inject: 'text after [DONE] or `response.completed`',
    expect: 'ignored',
  },
  async (stage) => {
    const { delta, done, reply } = stage.wire;
    const bytes = reply('The answer.') + delta(' And more.') + done;
    await stage.askAndRead('Be brief.', stream(bytes), 'The answer.');
    await expect(stage.starlight.replies).not.toContainText('And more');
  },
);

row(
  {
    id: 'U11a',
    title: 'an event that is cut off ends the reply, and what arrived is kept',
    inject: 'a truncated JSON event',
    expect: '`reply_invalid`, what arrived is kept',
  },
  async (stage) => {
    const { begin, delta, finish, done } = stage.wire;
    const bytes = `${begin()}${delta('So far good.')}data: {"choices":[{"del\n\n${finish()}${done}`;
    await stage.ask('Go on.', stream(bytes));
    await stage.failsWith({ kind: 'reply_invalid', part: 'So far good.' });
  },
);

row(
  {
    id: 'U11b',
    title: 'one bad event of a thousand ends the reply there',
    inject: 'event 500 of 1000 is not JSON',
    expect: '`reply_invalid`, the 499 before it are kept',
  },
  async (stage) => {
    const { begin, delta, finish, done } = stage.wire;
    const events = Array.from({ length: 1000 }, (_, at) => delta(`w${at + 1} `));
    events[499] = 'data: not json\n\n';
    await stage.ask('A thousand words.', stream(begin(), ...events, finish(), done));
    await stage.failsWith({ kind: 'reply_invalid', part: 'w499' });
    await expect(stage.starlight.replies).not.toContainText('w501');
  },
);

row(
  {
    id: 'U12a',
    title: 'an error within a reply is typed, and its text is not shown',
    inject: 'an `error` object in the stream',
    expect: 'typed; never shown raw',
    quick: true,
  },
  async (stage) => {
    const { begin, delta, error } = stage.wire;
    const failed = error({ message: 'RAW WORDS', type: 'server_error', code: null });
    await stage.ask('Go on.', stream(begin(), delta('So far good.'), failed));
    await stage.failsWith({ kind: 'server_error', part: 'So far good.' });
    expect(await stage.page.content()).not.toContain('RAW WORDS');
  },
);

row(
  {
    id: 'U21',
    title: 'bytes that are not UTF-8 become replacement characters',
    inject: 'invalid UTF-8 in a token',
    expect: 'U+FFFD, nothing is thrown',
  },
  async (stage) => {
    const { begin, delta, finish, done } = stage.wire;
    const [before, after] = delta('good X bad').split('X');
    const broken = Buffer.concat([
      Buffer.from(`${begin()}${before}`),
      Buffer.from([0xff, 0xfe, 0xc3]),
      Buffer.from(`${after}${finish()}${done}`),
    ]);
    await stage.askAndRead('Odd bytes, please.', stream(broken), 'good \ufffd');
  },
);

function byteByByte(text: string): Script {
  return stream(...Array.from(Buffer.from(text), (byte) => Uint8Array.of(byte)));
}
