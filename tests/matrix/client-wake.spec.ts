import { expect } from '@playwright/test';
import { DONE, delta, finish, reply } from '../support/completion-events.ts';
import { startFreezableProxy } from '../support/freezable-proxy.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { row, test } from './fault-row.ts';
import { halfReply } from './support/half-reply.ts';
import { seenAt } from './support/seen-at.ts';
import type { Stage } from './support/stage.ts';

// The reply has to outlive the silence that the page must notice on its own.
test.use({
  settings: {
    env: { STARLIGHT_TOTAL_TIMEOUT_MS: '120000', STARLIGHT_IDLE_TIMEOUT_MS: '90000' },
  },
});

row(
  {
    id: 'C11a',
    title: 'a page older than its server says so once the reply has ended, and keeps the draft',
    inject: 'an old page and a new server',
    expect: 'a notice with Reload; the reply and the draft survive it',
  },
  async (stage) => {
    const { page, starlight, site } = stage;
    const proxy = await startFreezableProxy(site.url);
    await stage.open({ url: proxy.url });
    proxy.rewrite((text) => text.replace(/(x-starlight-build: )[0-9a-f]{12}/, '$1newer-build0'));
    await stage.askAndRead('Which one are you?', stream(reply('A newer one.')), 'A newer one.');
    await expect(page.getByText('A newer version of this page is available.')).toBeVisible();
    await starlight.composer.fill('half a thought');
    proxy.rewrite((text) => text);
    await starlight.button('Reload').click();
    await starlight.hydrated();
    await expect(starlight.replies).toContainText('A newer one.');
    await expect(starlight.composer).toHaveValue('half a thought');
    // The proxy to the site stays open for the invariants, and closes with the page.
    page.once('close', () => void proxy.close());
  },
);

row(
  {
    id: 'C12a',
    title: 'a stream that died while the machine slept is detected when it wakes',
    inject: 'ten minutes of sleep during a reply, then a dead connection',
    expect: 'detected; what arrived is kept and marked',
    figure: '≤ 5 s after the wake',
  },
  (stage) =>
    findsDeadStream(stage, 5000, async () => {
      await stage.page.clock.fastForward('10:00');
    }),
);

row(
  {
    id: 'C12b',
    title: 'a stream that died is detected when the page returns from the cache',
    inject: 'the page returns from the back-forward cache with a dead connection',
    expect: 'detected; what arrived is kept and marked',
    figure: '≤ 5 s after it returned',
  },
  (stage) =>
    findsDeadStream(stage, 5000, async () => {
      await stage.page.evaluate(() =>
        window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
      );
    }),
);

row(
  {
    id: 'C12c',
    title: 'a stream that dies without notice is detected by its silence',
    inject: 'the network drops everything during a reply',
    expect: 'detected; what arrived is kept and marked',
    figure: '15 s of silence, checked twice per second: + 2 s',
    alone: true,
  },
  (stage) => findsDeadStream(stage, 17_000, async () => {}),
);

/**
 * Freezes the proxy to the site in the middle of a reply, and expects the page to notice in time.
 */
async function findsDeadStream(
  stage: Stage,
  withinMs: number,
  wake: () => Promise<void>,
): Promise<void> {
  const { page, starlight, site } = stage;
  const proxy = await startFreezableProxy(site.url);
  page.once('close', () => void proxy.close());
  await page.clock.install();
  await stage.open({ url: proxy.url });
  await stage.ask('Tell me half.', halfReply('The first half'));
  await expect(starlight.replies).toContainText('The first half');
  proxy.freeze();
  await wake();
  const woken = performance.now();
  const found = await seenAt(starlight.banner, withinMs + 5000);
  stage.figure('detected after', found - woken, 'ms', withinMs);
  proxy.thaw();
  await stage.failsWith({ kind: 'reply_interrupted', part: 'The first half' });
  site.upstream.respond(stream(delta(' and the second.') + finish() + DONE));
  await starlight.button('Continue').click();
  await expect(starlight.replies.last()).toContainText('The first half and the second.');
  stage.part = null;
}
