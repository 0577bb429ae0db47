import { once } from 'node:events';
import { expect } from '@playwright/test';
import { DONE, delta, finish, reply, roleEvent } from '../support/completion-events.ts';
import { rawRequest } from '../support/raw-http.ts';
import { type Script, stream } from '../support/scriptable-upstream.ts';
import {
  MORE_THAN_KERNELS_HOLD,
  type StalledClient,
  stallClient,
} from '../support/stalled-client.ts';
import { row, test } from './fault-row.ts';
import { EVENT_STREAM, halfReply } from './support/half-reply.ts';
import { pageHeaders } from './support/post-chat.ts';
import { seenAt } from './support/seen-at.ts';
import { sendMuch } from './support/send-much.ts';

// Streams must outlive the 20 s that a stopping server allows them.
test.use({
  settings: {
    env: { STARLIGHT_TOTAL_TIMEOUT_MS: '60000', STARLIGHT_IDLE_TIMEOUT_MS: '40000' },
  },
});

const ENDLESS_STREAMS = 4;

row(
  {
    id: 'S1',
    title: 'a server that is told to stop lets replies finish, then ends the others with a reason',
    inject:
      'SIGTERM with one reply of 5 s, five endless ones, a client that does not read, one that sends nothing',
    expect: 'the short one is complete; the others end in `server_restarting`; the process exits',
    figure: 'exit ≤ 25 s; 0 streams cut without a typed end',
  },
  async (stage) => {
    const { site, starlight } = stage;
    const app = site.app();
    await stage.ask('Without end, please.', halfReply('The first half'));
    await expect(starlight.replies).toContainText('The first half');
    const endless = Array.from({ length: ENDLESS_STREAMS }, () => stage.post('Without end.'));
    await expect.poll(() => site.upstream.inFlight()).toBe(ENDLESS_STREAMS + 1);
    site.upstream.respond(tooMuch());
    const idlers = await connectIdlers(site.url);
    await expect.poll(() => site.upstream.inFlight()).toBe(ENDLESS_STREAMS + 2);
    site.upstream.respond(fiveSeconds());
    const shortArrived = site.upstream.nextRequest();
    const short = stage.post('Five seconds.');
    await shortArrived;

    const stoppedAt = performance.now();
    const exited = once(app.child, 'exit');
    app.child.kill('SIGTERM');
    const shortAnswer = await short;
    expect(shortAnswer).toMatchObject({ error: null, endedTyped: true });
    const answers = await Promise.all(endless);
    expect(answers.map(({ error }) => error?.kind)).toEqual(answers.map(() => 'server_restarting'));
    const untyped = [shortAnswer, ...answers].filter(({ endedTyped }) => !endedTyped);
    stage.figure('streams cut without a typed end', untyped.length, '', 0);
    const [code] = await exited;
    stage.figure('exit after', performance.now() - stoppedAt, 'ms', 25_500);
    expect(code).toBe(143);
    expect(app.output()).toContain('"kind":"server_restarting","reason":"client_not_reading"');
    expect(app.output()).toContain('"event":"connections_closed","silent":1');
    for (const { leave } of idlers) leave();
    await stage.failsWith({ kind: 'server_restarting', part: 'The first half' });
    await site.restart();
  },
);

row(
  {
    id: 'S2',
    title: 'a server that is killed leaves a marked partial reply, and Retry works once it is back',
    inject: 'SIGKILL during a reply, then a restart',
    expect: '`reply_interrupted`; Retry delivers the complete reply',
    figure: 'reported < 1 s',
  },
  async (stage) => {
    const { site, starlight } = stage;
    await stage.ask('Tell me half.', halfReply('The first half'));
    await expect(starlight.replies).toContainText('The first half');
    const killedAt = performance.now();
    await site.app().stop();
    const reportedAt = await seenAt(starlight.banner, 5000);
    stage.figure('reported after', reportedAt - killedAt, 'ms', 1000);
    await stage.failsWith({ kind: 'reply_interrupted', part: 'The first half' });
    await site.restart();
    site.upstream.respond(stream(reply('The whole of it.')));
    await starlight.banner.getByRole('button', { name: 'Retry' }).click();
    await expect(starlight.replies.last()).toContainText('The whole of it.');
    await starlight.button('Earlier version').click();
    await expect(starlight.replies).toContainText('The first half');
  },
);

/** One client that sends a request and does not read, and one that sends nothing. */
async function connectIdlers(siteUrl: string): Promise<StalledClient[]> {
  const { host, port } = new URL(siteUrl);
  const body = JSON.stringify({ messages: [{ role: 'user', content: 'Say much.' }] });
  const headers = { ...pageHeaders(siteUrl), host, 'content-length': String(body.length) };
  const request = rawRequest('POST /api/chat HTTP/1.1', headers, body);
  return [await stallClient(Number(port), request), await stallClient(Number(port))];
}

function tooMuch(): Script {
  const text = Buffer.from(delta('a'.repeat(256 * 1024)));
  return async (exchange) => {
    await exchange.head(200, EVENT_STREAM);
    await exchange.write(roleEvent());
    await sendMuch(exchange, text, MORE_THAN_KERNELS_HOLD / text.length);
  };
}

/** One word per second; replies started earlier are left alone. */
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
