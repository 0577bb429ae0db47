import { expect } from '@playwright/test';
import { DONE, delta, finish, reply, roleEvent } from '../support/completion-events.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { row, test } from './fault-row.ts';
import { askedText } from './support/asked-text.ts';
import { EVENT_STREAM } from './support/half-reply.ts';
import { inBatches } from './support/in-batches.ts';
import { pageHeaders } from './support/post-chat.ts';
import type { Stage } from './support/stage.ts';

// These rows measure load; on a busy machine the other rows' deadlines would measure it, too.
test.use({
  settings: {
    env: {
      STARLIGHT_TTFB_TIMEOUT_MS: '60000',
      STARLIGHT_IDLE_TIMEOUT_MS: '60000',
      STARLIGHT_TOTAL_TIMEOUT_MS: '90000',
    },
  },
});

const ABORTED_REQUESTS = 1000;
const ABORTED_REQUESTS_MS = 10_000;
const STREAMS = 1000;
const TOKENS = 20;

row(
  {
    id: 'C8',
    title: 'a thousand requests that are started and aborted leave nothing behind',
    inject: '1,000 requests started and aborted in 10 s',
    expect: 'no request in flight after 2 s; memory is released',
    figure: '0 in flight; RSS + ≤ 10 % after garbage collection',
    alone: true,
  },
  async (stage) => {
    const { site } = stage;
    await stage.open();
    // Measured: the heap stops growing after two thousand (43 MB, and 43 MB after nine thousand
    // more).
    await startAndAbort(stage, 2 * ABORTED_REQUESTS, { pauseMs: 4 });
    await site.tell({ do: 'watch' });
    await startAndAbort(stage, ABORTED_REQUESTS, {
      pauseMs: ABORTED_REQUESTS_MS / ABORTED_REQUESTS,
    });
    await expect.poll(() => site.upstream.inFlight(), { timeout: 2000 }).toBe(0);
    stage.figure('in flight after 2 s', site.upstream.inFlight(), '', 0);
    const { rssBefore, rssAfter, lagP99Ms } = await site.report();
    stage.figure('RSS grew by', (100 * (rssAfter - rssBefore)) / rssBefore, '%', 10);
    stage.figure('event loop p99', lagP99Ms, 'ms');
    await stage.askAndRead('Calm again?', stream(reply('Calm.')), 'Calm.');
  },
);

row(
  {
    id: 'C9',
    title: 'none of a thousand concurrent streams is lost or garbled',
    inject: '1,000 concurrent streams; the process accepts 500',
    expect: 'each is complete, or refused as `busy` before the upstream is called',
    figure: '0 lost or garbled; overhead p99 published',
    alone: true,
  },
  async (stage) => {
    const { site } = stage;
    await stage.open();
    const written = new Map<string, number>();
    site.upstream.respond(async (exchange) => {
      const id = askedText(exchange);
      await exchange.head(200, EVENT_STREAM);
      written.set(id, performance.now());
      await exchange.write(roleEvent() + delta(`${id}:0 `));
      for (let at = 1; at < TOKENS; at += 1) {
        await new Promise((resolve) => setTimeout(resolve, 75));
        await exchange.write(delta(`${id}:${at} `));
      }
      await exchange.write(finish() + DONE);
      exchange.end();
    });
    const ids = Array.from({ length: STREAMS }, (_, at) => `s${at}`);
    const overheads: number[] = [];
    const outcomes = await inBatches(ids, STREAMS, async (id) => {
      const { text, firstTokenAt } = await readTimed(stage, id);
      if (text.includes('"kind":"busy"')) return 'busy';
      overheads.push(firstTokenAt - (written.get(id) ?? firstTokenAt));
      const tokens = Array.from({ length: TOKENS }, (_, at) => `${id}:${at} `);
      const received = [...text.matchAll(/"type":"delta","text":"([^"]*)"/g)].map(
        ([, token]) => token,
      );
      return received.join('') === tokens.join('') && text.includes('"done"') ? 'whole' : 'garbled';
    });
    const count = (outcome: string) => outcomes.filter((each) => each === outcome).length;
    stage.figure('complete', count('whole'), '');
    stage.figure('refused as busy', count('busy'), '');
    stage.figure('lost or garbled', count('garbled'), '', 0);
    expect(count('whole')).toBeGreaterThanOrEqual(400);
    overheads.sort((a, b) => a - b);
    stage.figure('overhead p50', overheads[Math.floor(overheads.length / 2)] ?? 0, 'ms');
    stage.figure('overhead p99', overheads[Math.floor(overheads.length * 0.99)] ?? 0, 'ms');
    await stage.askAndRead('Still well?', stream(reply('Well.')), 'Well.');
  },
);

/** Starts this many requests, spread evenly over the time, and aborts each a moment later. */
async function startAndAbort(
  stage: Stage,
  count: number,
  { pauseMs }: { pauseMs: number },
): Promise<void> {
  stage.site.upstream.respond(async ({ head, write, closed }) => {
    await head(200, EVENT_STREAM);
    await write(roleEvent() + delta('It begins'));
    await closed;
  });
  const requests = Array.from({ length: count }, async (_, at) => {
    await new Promise((resolve) => setTimeout(resolve, at * pauseMs));
    const leaving = AbortSignal.timeout(5 + ((at * 7) % 60));
    await stage.post('Never mind.', { signal: leaving }).catch(() => undefined);
  });
  await Promise.all(requests);
}

async function readTimed(
  stage: Stage,
  text: string,
): Promise<{ text: string; firstTokenAt: number }> {
  const response = await fetch(`${stage.site.url}/api/chat`, {
    method: 'POST',
    headers: pageHeaders(stage.site.url),
    body: JSON.stringify({ messages: [{ role: 'user', content: text }] }),
  });
  let whole = '';
  let firstTokenAt = 0;
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    whole += chunk;
    if (firstTokenAt === 0 && whole.includes('"delta"')) firstTokenAt = performance.now();
  }
  return { text: whole, firstTokenAt };
}
