import { writeFileSync } from 'node:fs';
import { manyConversations } from '../support/many-conversations.ts';
import { expect, test } from './starlight-page.ts';
import { putAllRaw } from './stored-records.ts';

const stored = manyConversations({ now: Date.now() });
test('measure', async ({ starlight, page, demo }) => {
  test.setTimeout(300_000);
  await starlight.open(demo.url);
  await starlight.ask('Hello?');
  await putAllRaw(page, 'conversations', stored.conversations);
  await putAllRaw(page, 'messages', stored.messages);
  await page.reload();
  await starlight.hydrated();
  await expect(starlight.conversations).toHaveCount(500);
  await page.waitForTimeout(3000);
  await page.evaluate(() => {
    const log: unknown[] = [];
    Object.assign(window, { log });
    let at = 0;
    addEventListener('input', () => { at = performance.now(); }, { capture: true });
    const channel = new MessageChannel();
    let started = performance.now();
    // how long the thread is not free: between two messages of a channel
    new PerformanceObserver((list) => { for (const e of list.getEntries()) log.push([e.entryType, e.name, Math.round(e.startTime), Math.round(e.duration)]); }).observe({ type: 'longtask' });
    new PerformanceObserver((list) => { for (const e of list.getEntries() as any[]) if (['keydown','click','keypress'].includes(e.name)) log.push([e.name, Math.round(e.startTime), 'run', Math.round((e.processingEnd - e.processingStart)*10)/10, 'paint', e.duration]); }).observe({ type: 'event', durationThreshold: 16 } as never);
    new MutationObserver(() => {
      if (at === 0 || !document.querySelector('[role=group][aria-label=Messages] [role=option] mark')) return;
      log.push(['first', Math.round(performance.now() - at)]);
      at = 0;
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    const gaps: number[] = [];
    Object.assign(window, { gaps });
    let last = performance.now();
    channel.port1.onmessage = () => { const now = performance.now(); if (now - last > 16) gaps.push(Math.round(now - last)); last = now; setTimeout(() => channel.port2.postMessage(0), 1); };
    channel.port2.postMessage(0);
  });
  const part = async (name: string, act: () => Promise<void>) => {
    await page.evaluate((n) => { (window as any).gaps.push(n); (window as any).log.push(n); }, name);
    await act();
    await page.waitForTimeout(600);
  };
  await part('open', () => page.keyboard.press('Control+k'));
  await part('build', async () => { for (const c of 'no such words') { await page.keyboard.press(c === ' ' ? 'Space' : c); await page.waitForTimeout(30); } await page.waitForTimeout(3000); });
  for (const q of ['a', 'the', 'z', 'no']) {
    await part('clear', async () => { await page.keyboard.press('Control+a'); await page.keyboard.press('Delete'); });
    await part(q, async () => { for (const c of q) { await page.keyboard.press(c); await page.waitForTimeout(60); } });
  }
  await part('close', () => page.keyboard.press('Escape'));
  const out = await page.evaluate(() => [JSON.stringify((window as any).gaps), ...(window as any).log.map((l: unknown) => JSON.stringify(l)), document.querySelectorAll('*').length]);
  writeFileSync('/tmp/polish/m2.txt', out.join('\n') + '\n');
});
