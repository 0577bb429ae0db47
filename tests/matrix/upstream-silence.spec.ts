import { expect } from '@playwright/test';
import type { Exchange, Script } from '../support/scriptable-upstream.ts';
import { row } from './fault-row.ts';
import { EVENT_STREAM, halfReply } from './support/half-reply.ts';
import { DEADLINES } from './support/matrix-site.ts';
import { seenAt } from './support/seen-at.ts';
import { startSilentServer } from './support/silent-server.ts';

const { ttfbMs, idleMs, totalMs } = DEADLINES;

row(
  {
    id: 'U3',
    title: 'an upstream that accepts and sends nothing is abandoned at the deadline',
    inject: 'accept, then hang before the headers',
    expect: '504 `upstream_timeout`',
    figure: `deadline (here ${ttfbMs} ms) + 1 s`,
  },
  async (stage) => {
    await stage.ask('Are you thinking?', () => {});
    await stage.failsWith({
      kind: 'upstream_timeout',
      status: 504,
      notBefore: ttfbMs,
      within: ttfbMs + 1000,
    });
  },
);

row(
  {
    id: 'U4a',
    title: 'headers without a first event are abandoned at the deadline for the first event',
    inject: 'headers, then silence before the first event',
    expect: '504 `upstream_timeout`',
    figure: `deadline (here ${ttfbMs} ms) + 1 s`,
  },
  async (stage) => {
    await stage.ask('Are you there?', ({ head }) => head(200, EVENT_STREAM));
    await stage.failsWith({
      kind: 'upstream_timeout',
      status: 504,
      notBefore: ttfbMs,
      within: ttfbMs + 1000,
    });
  },
);

row(
  {
    id: 'U4b',
    title: 'a reply that falls silent is ended at the idle deadline, and its first half is kept',
    inject: 'the first half of a reply, then silence',
    expect: '`reply_stalled` in the stream; the first half is kept',
    figure: `idle deadline (here ${idleMs} ms) + 2 s`,
  },
  async (stage) => {
    await stage.ask('Tell me half.', halfReply('The first half', undefined, stage.wire));
    await stage.failsWith({
      kind: 'reply_stalled',
      part: 'The first half',
      notBefore: idleMs,
      within: idleMs + 2000,
    });
  },
);

for (const [id, ending, name] of [
  ['U5a', 'reset', 'RST'],
  ['U5b', 'cut', 'FIN'],
] as const) {
  row(
    {
      id,
      title: `a connection that breaks during a reply (${name}) is reported within a second`,
      inject: `${name} during a reply`,
      expect: '`reply_interrupted`; the first half is kept, Retry is offered',
      figure: '< 1 s',
      quick: id === 'U5a',
    },
    async (stage) => {
      let brokenAt = 0;
      await stage.ask(
        'Tell me half.',
        halfReply(
          'The first half',
          async (exchange) => {
            await expect(stage.starlight.replies).toContainText('The first half');
            brokenAt = performance.now();
            exchange[ending]();
          },
          stage.wire,
        ),
      );
      const reportedAt = await seenAt(stage.starlight.banner, 5000);
      stage.figure('reported after', reportedAt - brokenAt, 'ms', 1000);
      await stage.failsWith({ kind: 'reply_interrupted', part: 'The first half' });
      await expect(stage.starlight.banner.getByRole('button', { name: 'Retry' })).toBeVisible();
    },
  );
}

row(
  {
    id: 'U6a',
    title: 'a reply that arrives byte by byte is shown as it arrives, up to the total deadline',
    inject: 'a byte every 20 ms, endlessly',
    expect:
      'tokens as they are completed; `reply_timeout` at the total deadline, what arrived is kept',
    figure: 'first token ≤ 2 s after it is complete',
  },
  async (stage) => {
    let firstCompleteAt = 0;
    await stage.ask('Slowly, please.', async (exchange) => {
      await exchange.head(200, EVENT_STREAM);
      for (const each of ['One ', 'two ', 'three ', 'four ', 'five ', 'six ', 'seven ']) {
        for (const byte of stage.wire.shortDelta(each)) {
          await exchange.write(byte);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        firstCompleteAt ||= performance.now();
      }
    });
    await expect(stage.starlight.replies).toContainText('One');
    stage.figure('first token shown after', performance.now() - firstCompleteAt, 'ms', 2000);
    await stage.failsWith({
      kind: 'reply_timeout',
      part: 'One two',
      notBefore: totalMs,
      within: totalMs + 1000,
    });
  },
);

row(
  {
    id: 'U6b',
    title: 'a reader gets keep-alives while an event arrives byte by byte',
    inject: 'an event that takes 4 s to arrive',
    expect: 'keep-alives in between, and then the event',
    figure: 'at least one in 4 s',
  },
  async (stage) => {
    const { delta, finish, done } = stage.wire;
    const second = delta(' and the second.');
    const onPart = async ({ write, end }: Exchange) => {
      for (const byte of second) {
        await write(byte);
        await new Promise((resolve) => setTimeout(resolve, 4000 / second.length));
      }
      await write(finish() + done);
      end();
    };
    const slowEvent: Script = halfReply('The first half', onPart, stage.wire);
    stage.site.upstream.respond(slowEvent);
    const { comments, text } = await stage.post('Slowly, please.');
    expect(text).toBe('The first half and the second.');
    stage.figure('keep-alives', comments, '');
    expect(comments).toBeGreaterThanOrEqual(1);
    await stage.askAndRead('And here?', slowEvent, 'The first half and the second.');
  },
);

row(
  {
    id: 'U25',
    title: 'an upstream that does not read the request is abandoned at the deadline',
    inject: 'the upstream does not read a request of 3.5 MB',
    expect: '504 `upstream_timeout`',
    figure: `deadline (here ${ttfbMs} ms) + 1 s`,
  },
  async (stage) => {
    await stage.open();
    const { upstream } = stage.site;
    await upstream.refuse();
    const silent = await startSilentServer(upstream.port);
    const answered = performance.now();
    const { error } = await stage.post('x'.repeat(3_500_000));
    expect(error).toMatchObject({ kind: 'upstream_timeout', status: 504 });
    stage.figure('answered after', performance.now() - answered, 'ms', ttfbMs + 1000);
    await stage.ask('Do you read this?');
    await stage.failsWith({ kind: 'upstream_timeout', status: 504, within: ttfbMs + 1000 });
    silent.read();
    await expect.poll(() => silent.openSockets(), { timeout: 2000 }).toBe(0);
    await silent.close();
    await upstream.accept();
  },
);
