import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { delta, reply, roleEvent } from '../support/completion-events.ts';
import { makeNetworkNamespace } from '../support/network-namespace.ts';
import { type Script, stream } from '../support/scriptable-upstream.ts';
import { row, test } from './fault-row.ts';
import { EVENT_STREAM } from './support/half-reply.ts';

const TOTAL_MS = 8000;
// The deadlines of `watchConnections`, and what checking once per second adds.
const LATE_MS = 5000;
const POLL_MS = 1000;
// As many as the page may have visitors.
const CLIENTS = 450;

test.use({
  settings: {
    env: {
      STARLIGHT_TTFB_TIMEOUT_MS: '60000',
      STARLIGHT_IDLE_TIMEOUT_MS: '60000',
      STARLIGHT_TOTAL_TIMEOUT_MS: String(TOTAL_MS),
    },
  },
});

const clientsProgram = fileURLToPath(new URL('support/stalled-clients.mjs', import.meta.url));

row(
  {
    id: 'C14',
    title: 'clients that take every slot and read nothing hold none beyond the deadline',
    inject: `${CLIENTS} clients in a network with an MTU of 1,500 request a reply and read nothing`,
    expect:
      '503 `busy` until the deadline; then every slot is free, and their connections are closed',
    figure: `slots free ≤ deadline (here ${TOTAL_MS} ms) + 2 s; sockets closed ≤ ${LATE_MS + 2 * POLL_MS} ms later`,
    alone: true,
  },
  async (stage) => {
    const { site } = stage;
    const network = makeNetworkNamespace();
    if (typeof network === 'string') return stage.info.skip(true, network);
    try {
      await stage.open();
      const { pid } = site.app().child;
      const openFiles = () => readdirSync(`/proc/${pid}/fd`).length;
      const filesBefore = openFiles();
      site.upstream.respond(muchThenSilence());
      const { port } = new URL(site.url);
      const clients = network.spawn(process.execPath, [
        clientsProgram,
        network.hostAddress,
        port,
        String(CLIENTS),
      ]);
      await once(clients.stdout, 'data');
      await expect.poll(() => site.upstream.inFlight(), { timeout: TOTAL_MS }).toBe(CLIENTS);
      const takenAt = performance.now();
      expect((await stage.post('Is there a place?')).error?.kind).toBe('busy');

      const free = { timeout: TOTAL_MS + 2000, intervals: [50] };
      await expect.poll(() => site.upstream.inFlight(), free).toBe(0);
      stage.figure('slots free after', performance.now() - takenAt, 'ms', TOTAL_MS + 2000);
      const freeAt = performance.now();
      site.upstream.respond(stream(reply('There is.')));
      expect((await stage.post('Is there a place now?')).text).toBe('There is.');

      const closed = { timeout: 2 * LATE_MS, intervals: [50] };
      // Two for the reply above. A client whose connection is still open would read the rest.
      await expect.poll(openFiles, closed).toBeLessThanOrEqual(filesBefore + 2);
      stage.figure('sockets closed after', performance.now() - freeAt, 'ms', LATE_MS + 2 * POLL_MS);
      clients.stdin.write('\n');
      const [report] = await once(clients.stdout, 'data');
      stage.figure('connections left open', Number(/open (\d+)/.exec(String(report))?.[1]), '', 0);
      const lines = site.output().match(/"reason":"client_not_reading"/g) ?? [];
      expect(lines).toHaveLength(CLIENTS);
      await stage.askAndRead('And for the page?', stream(reply('Of course.')), 'Of course.');
    } finally {
      network.remove();
    }
  },
);

/** More than the kernels and processes on the way to a stalled client can buffer, with no end. */
function muchThenSilence(): Script {
  const text = delta('a'.repeat(1000));
  return async ({ head, write, closed }) => {
    await head(200, EVENT_STREAM);
    await write(roleEvent());
    for (let sent = 0; sent < 400_000; sent += 20 * text.length) {
      await Promise.race([write(text.repeat(20)), closed]);
    }
    await closed;
  };
}
