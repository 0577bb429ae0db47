import type { Page } from '@playwright/test';

type TraceEvent = {
  name: string;
  pid: number;
  tid: number;
  /** The thread's own time, in µs. */
  tdur?: number;
  args: { name?: string };
};

/**
 * Records the tasks of the page's main thread. The result ends it and returns the own time of the longest, in ms:
 * by the clock, tasks are several times as long on a machine that does other work.
 */
export async function traceTasks(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    // The protocol has no type for events; these are in the format of Chromium's traces.
    events.push(...(value as unknown[] as TraceEvent[]));
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel'], excludedCategories: ['*'] },
  });
  return async () => {
    const ended = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await ended;
    await session.detach();
    const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
    const isMain = ({ name, args }: TraceEvent) =>
      name === 'thread_name' && args.name === 'CrRendererMain';
    const main = new Set(events.filter(isMain).map(threadOf));
    const tasks = events.filter(
      (event) => main.has(threadOf(event)) && /RunTask$/.test(event.name),
    );
    return tasks.reduce((longest, { tdur = 0 }) => Math.max(longest, tdur / 1000), 0);
  };
}
