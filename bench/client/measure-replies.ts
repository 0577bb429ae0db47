import type { Browser } from '@playwright/test';
import type { Figures } from './figures.ts';
import { quantile } from './figures.ts';
import { meterOf, openContext } from './open-browser.ts';
import type { Frames } from './page/stream-page.tsx';
import { replyOfLength, replyOfParts } from './reply-texts.ts';

const CHARACTERS_PER_TOKEN = 4;
/** 100 pieces of 24 characters in a second, at 60 frames: a fast model. */
const PER_FRAME = 40;
const FRAMES_OF_A_SHAPE = 600;
const FRAMES_OF_PIECES = 120;

/** Who draws replies in `page/contestants.tsx`. */
export const CONTESTANTS = [
  'Starlight',
  'Starlight, every frame',
  'plain text',
  'plain text by paragraph',
  'react-markdown',
  'react-markdown, highlighted',
  'streamdown',
  'streamdown with code',
] as const;

export type Task = { what: string; text: string; from: number; charactersPerFrame: number };

const prose = (tokens: number) => replyOfLength('prose', tokens * CHARACTERS_PER_TOKEN);

/** What is streamed. The quick ones come first. */
export const REPLY_TASKS: readonly Task[] = [
  whole('4k', prose(4000), PER_FRAME),
  pieces('4k'),
  pieces('32k'),
  whole('20k', prose(20_000), 2 * PER_FRAME),
  shape('fence of 3,000 lines', replyOfParts('fence', 3000)),
  shape('list of 2,000 items', replyOfParts('list', 2000)),
  shape('table of 1,000 rows', replyOfParts('table', 1000)),
];

function whole(what: string, text: string, charactersPerFrame: number): Task {
  return { what, text, from: 0, charactersPerFrame };
}

function shape(what: string, text: string): Task {
  return whole(what, text, Math.ceil(text.length / FRAMES_OF_A_SHAPE));
}

/** The same number of frames, after a reply that is already so long. */
function pieces(length: '4k' | '32k'): Task {
  const from = Number.parseInt(length, 10) * 1000 * CHARACTERS_PER_TOKEN;
  const text = replyOfLength('prose', from + FRAMES_OF_PIECES * PER_FRAME);
  return { what: `pieces at ${length}`, text, from, charactersPerFrame: PER_FRAME };
}

/** Has one contestant draw one reply in a fresh page. */
export async function measureReply(
  browser: Browser,
  url: string,
  { who, task, figures }: { who: string; task: Task; figures: Figures },
): Promise<void> {
  const context = await openContext(browser);
  try {
    const page = await context.newPage();
    await page.goto(url);
    const meter = await meterOf(page);
    const run = { name: who, ...task };
    await page.evaluate((one) => Reflect.get(window, 'bench').prepare(one), run);
    // What the highlighter loads, and its work on what is there.
    await page.waitForTimeout(task.from > 0 ? 1500 : 300);
    const before = await meter.cpuMs();
    const frames: Frames = await page.evaluate(
      (one) => Reflect.get(window, 'bench').stream(one),
      run,
    );
    const { what } = task;
    figures.add(`${what} cpu`, who, (await meter.cpuMs()) - before);
    figures.add(`${what} p95 frame`, who, quantile(frames.intervals, 0.95));
    figures.add(`${what} blocking`, who, frames.blocking);
    figures.add(`${what} shift`, who, frames.shift);
  } finally {
    await context.close();
  }
}
