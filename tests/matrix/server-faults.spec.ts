import { connect, type Socket } from 'node:net';
import { expect } from '@playwright/test';
import { DONE, delta, finish, reply } from '../support/completion-events.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { row } from './fault-row.ts';
import type { FaultCommand } from './support/fault-command.ts';
import { halfReply } from './support/half-reply.ts';
import { inBatches } from './support/in-batches.ts';
import type { Stage } from './support/stage.ts';

for (const [id, words, fault] of [
  ['S3a', 'an unhandled rejection', 'reject'],
  ['S3b', 'an uncaught exception', 'throw'],
] as const) {
  row(
    {
      id,
      title: `${words} ends neither the process nor a reply`,
      inject: `${words} while a reply streams`,
      expect: 'the process survives, the reply continues',
      quick: fault === 'reject',
    },
    async (stage) => {
      await duringReply(stage, { do: fault });
      // Its text could come from a stranger, so the log only has its class and location.
      expect(stage.site.output()).toMatch(/"event":"printed".*"at":"fault-hooks\.ts:/);
      expect(stage.site.output()).not.toContain('by the test');
    },
  );
}

row(
  {
    id: 'S3c',
    title: 'a stream callback that throws ends only that reply, with a typed error',
    inject: 'an exception in the callback that forwards a chunk',
    expect: 'a typed end; the process survives',
  },
  async (stage) => {
    await stage.ask(
      'Tell me half.',
      halfReply('The first half', async (exchange) => {
        await expect(stage.starlight.replies).toContainText('The first half');
        await stage.site.tell({ do: 'throw-in-stream' });
        await exchange.write(delta('This breaks.'));
      }),
    );
    await expect(stage.starlight.banner).toBeVisible();
    const { error } = await stage.lastReply();
    expect(error?.kind).toMatch(/internal|reply_interrupted|reply_stalled/);
    await stage.failsWith({ kind: error?.kind ?? 'unknown', part: 'The first half' });
  },
);

row(
  {
    id: 'S5a',
    title: 'an event loop that is blocked for a second loses nothing',
    inject: 'the event loop is blocked for 1 s while a reply streams',
    expect: 'the reply arrives complete',
  },
  (stage) => duringReply(stage, { do: 'block', ms: 1000 }),
);

row(
  {
    id: 'S5b',
    title: 'a server with its CPU at 100 % still answers',
    inject: 'CPU at 100 % for 4 s, 50 requests',
    expect: 'every request is answered, or refused with a typed error',
  },
  async (stage) => {
    const { site } = stage;
    await stage.open();
    site.upstream.respond(stream(reply('In spite of all.')));
    await site.tell({ do: 'spin', ms: 4000 });
    const requests = Array.from({ length: 50 }, (_, at) => `Question ${at}`);
    const answers = await inBatches(requests, 50, (text) => stage.post(text));
    const complete = answers.filter(({ text }) => text === 'In spite of all.');
    stage.figure('answered completely', complete.length, 'of 50');
    expect(answers.filter(({ endedTyped }) => !endedTyped)).toEqual([]);
    await site.tell({ do: 'spin', ms: 1000 });
    await stage.askAndRead('And now?', stream(reply('Now too.')), 'Now too.');
  },
);

row(
  {
    id: 'S5c',
    title: 'a server that is out of file descriptors refuses with a typed error, and recovers',
    inject: 'EMFILE: every file descriptor is in use',
    expect: '503 `busy`, then recovery',
  },
  async (stage) => {
    const { site } = stage;
    await site.restart({ maxOpenFiles: 100 });
    // Next loads one of its modules at the first request that has a cookie.
    await stage.askAndRead('Warm up.', stream(reply('Warm.')), 'Warm.');
    await stage.askAndRead('And again.', stream(reply('Warmer.')), 'Warmer.');
    // A kept-alive connection to the upstream would need no new descriptor.
    await site.upstream.refuse();
    await site.upstream.accept();
    const { port } = site.app();
    const sockets = await takeEveryDescriptor(port);
    await stage.ask('Is there room?', stream(reply('There is.')));
    await stage.failsWith({ kind: 'busy', status: 503 });
    for (const socket of sockets) socket.destroy();
    await expect.poll(async () => (await stage.post('Now?')).error).toBeNull();
    await site.restart();
  },
);

/** Causes a fault in the middle of a reply, which must still arrive complete. */
async function duringReply(stage: Stage, command: FaultCommand): Promise<void> {
  await stage.askAndRead(
    'A whole reply, please.',
    halfReply('The first half', async ({ write, end }) => {
      await expect(stage.starlight.replies.last()).toContainText('The first half');
      await stage.site.tell(command);
      await write(delta(' and the second.') + finish() + DONE);
      end();
    }),
    'The first half and the second.',
  );
  const { text } = await stage.post('Once more.').catch(() => ({ text: '' }));
  expect(text).toContain('The first half');
}

/** Opens idle connections until the server accepts no more. */
async function takeEveryDescriptor(port: number): Promise<Socket[]> {
  const sockets = Array.from({ length: 150 }, () => connect(port, 'localhost'));
  await Promise.all(
    sockets.map(
      (socket) =>
        new Promise((resolve) => {
          socket.once('connect', resolve);
          socket.once('error', resolve);
        }),
    ),
  );
  return sockets;
}
