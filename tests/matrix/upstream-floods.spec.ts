import { deflateSync, gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import type { Script } from '../support/scriptable-upstream.ts';
import { row } from './fault-row.ts';
import { EVENT_STREAM } from './support/half-reply.ts';
import { DEADLINES } from './support/matrix-site.ts';
import { seenAt } from './support/seen-at.ts';
import { sendMuch } from './support/send-much.ts';
import type { Stage } from './support/stage.ts';

const MB = 1024 * 1024;

row(
  {
    id: 'U17a',
    title: 'a compressed reply is decoded',
    inject: 'gzip and deflate that were not requested',
    expect: 'decoded',
  },
  async (stage) => {
    const encodings = { gzip: gzipSync, deflate: deflateSync };
    for (const [encoding, compress] of Object.entries(encodings)) {
      const text = `It came as ${encoding}.`;
      await stage.askAndRead(
        `Do you speak ${encoding}?`,
        async (exchange) => {
          await exchange.head(200, { ...EVENT_STREAM, 'content-encoding': encoding });
          await exchange.write(compress(stage.wire.reply(text)));
          exchange.end();
        },
        text,
      );
    }
  },
);

row(
  {
    id: 'U17b',
    title: 'a reply that is not compressed as declared is invalid',
    inject: 'Content-Encoding: gzip over plain text',
    expect: '`reply_invalid`',
  },
  async (stage) => {
    await stage.ask('In which code?', async (exchange) => {
      await exchange.head(200, { ...EVENT_STREAM, 'content-encoding': 'gzip' });
      await exchange.write(stage.wire.reply('Plain text.'));
      exchange.end();
    });
    await stage.failsWith({ kind: 'reply_invalid' });
  },
);

for (const [id, words, filling] of [
  ['U17c', 'zeros', '\0'],
  ['U17d', 'comments', ':\n'],
] as const) {
  row(
    {
      id,
      title: `a bomb of compressed ${words} is stopped before it fills the memory`,
      inject: `a gzip bomb: 10 MB that expand to 10 GB of ${words}`,
      expect: 'stopped at the cap or the deadline',
      figure: 'RSS + < 50 MB',
    },
    async (stage) => {
      const member = gzipSync(Buffer.alloc(10 * MB, filling), { level: 9 });
      const bomb: Script = async (exchange) => {
        await exchange.head(200, { ...EVENT_STREAM, 'content-encoding': 'gzip' });
        // Members one after another are one gzip file (RFC 1952, 2.2).
        await sendMuch(exchange, member, 1000);
        exchange.end();
      };
      await measureMemory(stage, bomb, 50, () => stage.post('A bomb, please.'));
      await stage.ask('And another.', bomb);
      await seenAt(stage.starlight.banner, DEADLINES.totalMs + 5000);
      stage.figure('reported after', stage.sinceSent(), 'ms', DEADLINES.totalMs + 1000);
    },
  );
}

row(
  {
    id: 'U18',
    title: 'an error body of 100 MB is read up to its first 64 kB',
    inject: 'a 500 with a body of 100 MB',
    expect: 'typed; the rest is not read',
    figure: 'RSS + < 20 MB',
  },
  async (stage) => {
    let sent = 0;
    const flood: Script = async (exchange) => {
      await exchange.head(500, { 'content-type': 'text/html' });
      sent = await sendMuch(exchange, Buffer.alloc(MB / 4, 'e'), 400);
      exchange.end();
    };
    const answer = await measureMemory(stage, flood, 20, () => stage.post('Fail at length.'));
    expect(answer.error).toMatchObject({ kind: 'server_error', status: 500 });
    // The sockets on both sides accept this much although nobody reads it.
    stage.figure('sent by the upstream', sent / MB, 'MB', 16);
    await stage.ask('Fail again.', flood);
    await stage.failsWith({ kind: 'server_error', status: 500 });
  },
);

row(
  {
    id: 'U19',
    title: 'a line of 100 MB is abandoned early',
    inject: '100 MB in a single line',
    expect:
      '`reply_invalid` at 1 MB; in the Responses API at 16 MB, because its last event repeats all',
    figure: 'RSS + < 50 MB',
  },
  async (stage) => {
    let sent = 0;
    const endless: Script = async (exchange) => {
      await exchange.head(200, EVENT_STREAM);
      await exchange.write('data: "');
      sent = await sendMuch(exchange, Buffer.alloc(MB / 4, 'x'), 400);
      exchange.end();
    };
    const answer = await measureMemory(stage, endless, 50, () => stage.post('One long line.'));
    expect(answer.error?.kind).toBe('reply_invalid');
    stage.figure('sent by the upstream', sent / MB, 'MB', stage.wire.dialect === 'chat' ? 16 : 32);
    await stage.ask('Another long line.', endless);
    await stage.failsWith({ kind: 'reply_invalid' });
  },
);

/** Runs it against the server only, and records how much its memory grew at most. */
async function measureMemory<T>(
  stage: Stage,
  script: Script,
  belowMb: number,
  sendRequest: () => Promise<T>,
): Promise<T> {
  const { site } = stage;
  await stage.open();
  await stage.askAndRead(
    'Warm up.',
    ({ head, write, end }) =>
      head(200, EVENT_STREAM)
        .then(() => write(stage.wire.reply('Warm.')))
        .then(end),
    'Warm.',
  );
  site.upstream.respond(script);
  await site.tell({ do: 'watch' });
  const result = await sendRequest();
  const { rssBefore, rssPeak, lagMaxMs } = await site.report();
  stage.figure('RSS grew by', (rssPeak - rssBefore) / MB, 'MB', belowMb);
  stage.figure('longest block of the event loop', lagMaxMs, 'ms');
  return result;
}
