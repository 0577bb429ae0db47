import { once } from 'node:events';
import { expect } from '@playwright/test';
import { DONE, delta, finish, reply, roleEvent } from '../support/completion-events.ts';
import { type Script, stream } from '../support/scriptable-upstream.ts';
import { row, test } from './fault-row.ts';
import { EVENT_STREAM, halfReply } from './support/half-reply.ts';
import { seenAt } from './support/seen-at.ts';

// Streams must outlive the 20 s that a stopping server grants them.
test.use({
  settings: {
    env: { STARLIGHT_TOTAL_TIMEOUT_MS: '60000', STARLIGHT_IDLE_TIMEOUT_MS: '40000' },
  },
});

const ENDLESS_STREAMS = 4;

row(
  {
    id: 'S1',
    title: 'a server told to stop lets replies end, then ends them with a reason',
    inject: 'SIGTERM with one reply of 5 s and five without end',
    expect: 'the short one is whole; the others end in `server_restarting`; the process exits',
    figure: 'exit ≤ 25 s; 0 streams cut without a typed end',
  },
  async (stage) => {
    const { site, starlight } = stage;
    const app = site.app();
    await stage.ask('Without end, please.', halfReply('The first half'));
    await expect(starlight.replies).toContainText('The first half');
    const endless = Array.from({ length: ENDLESS_STREAMS }, () => stage.post('Without end.'));
    await expect.poll(() => site.upstream.inFlight()).toBe(ENDLESS_STREAMS + 1);
    site.upstream.respond(fiveSeconds());
    const shortArrived = site.upstream.nextRequest();
    const short = stage.post('Five seconds.');
    await shortArrived;

    const toldAt = performance.now();
    const exited = once(app.child, 'exit');
    app.child.kill('SIGTERM');
    const shortAnswer = await short;
    expect(shortAnswer).toMatchObject({ error: null, endedTyped: true });
    const answers = await Promise.all(endless);
    expect(answers.map(({ error }) => error?.kind)).toEqual(answers.map(() => 'server_restarting'));
    const untyped = [shortAnswer, ...answers].filter(({ endedTyped }) => !endedTyped);
    stage.figure('streams cut without a typed end', untyped.length, '', 0);
    const [code] = await exited;
    stage.figure('exit after', performance.now() - toldAt, 'ms', 25_500);
    expect(code).toBe(143);
    await stage.failsWith({ kind: 'server_restarting', part: 'The first half' });
    await site.restart();
  },
);

row(
  {
    id: 'S2',
    title: 'a server that is killed leaves a marked half, and Retry works once it is back',
    inject: 'SIGKILL in the middle of a reply, then a restart',
    expect: '`reply_interrupted`; Retry brings the whole reply',
    figure: 'told < 1 s',
  },
  async (stage) => {
    const { site, starlight } = stage;
    await stage.ask('Tell me half.', halfReply('The first half'));
    await expect(starlight.replies).toContainText('The first half');
    const killedAt = performance.now();
    await site.app().stop();
    const told = await seenAt(starlight.banner, 5000);
    stage.figure('told after', told - killedAt, 'ms', 1000);
    await stage.failsWith({ kind: 'reply_interrupted', part: 'The first half' });
    await site.restart();
    site.upstream.respond(stream(reply('The whole of it.')));
    await starlight.banner.getByRole('button', { name: 'Retry' }).click();
    await expect(starlight.replies.last()).toContainText('The whole of it.');
    await starlight.button('Earlier version').click();
    await expect(starlight.replies).toContainText('The first half');
  },
);

/** A word a second; what has begun before it is left alone. */
function fiveSeconds(): Script {
  return async ({ head, write, end }) => {
    await head(200, EVENT_STREAM);
    await write(roleEvent());
    for (const word of ['one ', 'two ', 'three ', 'four ', 'five ']) {
      await write(delta(word));
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    await write(finish() + DONE);
    end();
  };
}
