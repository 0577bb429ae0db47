import {
  MAX_DIAGRAM_LENGTH,
  MAX_PICTURE_LENGTH,
  MAX_PICTURE_SIDE,
  maxDiagramParts,
} from '#lib/core/diagrams/diagram-limits.ts';
import {
  type DiagramFailure,
  type DiagramMessage,
  type DrawnDiagram,
  readDiagramMessage,
} from '#lib/core/diagrams/diagram-message.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { createListeners } from '../page/create-listeners.ts';
import type { DiagramFrame, FrameListener } from './open-diagram-frame.ts';

const LIMITS = {
  length: MAX_DIAGRAM_LENGTH,
  picture: MAX_PICTURE_LENGTH,
  side: MAX_PICTURE_SIDE,
};
/** For the frame and Mermaid's files, on a slow network. */
export const LOADING_LIMIT_MS = 20_000;
export const DRAWING_LIMIT_MS = 5_000;
/** Its first message may come a little later than the event that it has loaded. */
export const READY_LIMIT_MS = 2_000;
/** Pictures, for blocks that come into view again. */
const MAX_KEPT = 40;

export type DiagramTheme = 'light' | 'dark';
type DiagramResult = DrawnDiagram | { type: 'failed'; reason: DiagramFailure };

type AboutDiagram = Exclude<DiagramMessage, { type: 'ready' }>;
type Job = { id: number; key: string; text: string; theme: DiagramTheme };
type Timers = { set: (run: () => void, ms: number) => unknown; clear: (timer: unknown) => void };

const PAGE_TIMERS: Timers = {
  set: (run, ms) => setTimeout(run, ms),
  clear: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>), // one that `set` returned
};

/** Diagrams of the page, drawn one after another in one frame. */
type Diagrams = {
  subscribe: (listener: () => void) => () => void;
  /** Undefined until it was drawn or failed. */
  read: (text: string, theme: DiagramTheme) => DiagramResult | undefined;
  /** Draws a text within the limits, unless that was done or is to be done. */
  request: (text: string, theme: DiagramTheme) => void;
  /** Draws what failed once more. */
  retry: (text: string, theme: DiagramTheme) => void;
  /** Forgets which could not be loaded, so that they are requested again. */
  forgetUnloaded: () => void;
};

type DiagramsOptions = {
  /** Whether the page stops while the frame works. */
  sharesThread: boolean;
  timers?: Timers;
};

/** @param open opens the frame; it is opened with the first diagram, and again after it hung */
export function createDiagrams(
  open: (listener: FrameListener) => DiagramFrame,
  { sharesThread, timers = PAGE_TIMERS }: DiagramsOptions,
): Diagrams {
  const listeners = createListeners();
  const results = new Map<string, DiagramResult>();
  let queue: Job[] = [];
  let current: Job | null = null;
  let frame: (DiagramFrame & { isReady: boolean }) | null = null;
  let timer: unknown = null;
  let lastId = 0;

  const expect = (failure: DiagramFailure, ms: number) => {
    timers.clear(timer);
    timer = timers.set(() => abandon(failure), ms);
  };
  /** The frame hangs, or is none: what it was to draw failed, and the next one gets another frame. */
  const abandon = (failure: DiagramFailure) => {
    frame?.remove();
    frame = null;
    const unloaded = failure === 'not_loaded' ? queue : [];
    if (unloaded.length > 0) queue = [];
    for (const { key } of unloaded) keep(key, { type: 'failed', reason: failure });
    finish({ type: 'failed', reason: failure });
  };
  const keep = (key: string, result: DiagramResult) => {
    results.set(key, result);
    const drawn = [...results].filter(([, { type }]) => type === 'drawn');
    for (const [oldest] of drawn.slice(0, -MAX_KEPT)) results.delete(oldest);
  };
  const finish = (result: DiagramResult) => {
    timers.clear(timer);
    if (current) keep(current.key, result);
    current = null;
    drawNext();
    listeners.notify();
  };
  const drawNext = () => {
    if (current) return;
    current = queue.shift() ?? null;
    if (!current) return;
    expect('not_loaded', LOADING_LIMIT_MS);
    frame ??= { ...open({ onMessage: receive, onLoaded: awaitReady }), isReady: false };
    if (frame.isReady) post(current);
  };
  const post = ({ id, text, theme }: Job) => {
    expect('not_loaded', LOADING_LIMIT_MS);
    const arrows = maxDiagramParts(text, sharesThread);
    frame?.post({ id, text, theme, limits: { ...LIMITS, arrows } });
  };
  const awaitReady = () => {
    if (current && !frame?.isReady) expect('not_loaded', READY_LIMIT_MS);
  };
  const receive = (data: unknown) => {
    const message = readDiagramMessage(data);
    if (message?.type === 'ready') return becomeReady();
    const id = message ? message.id : fieldOf(data, 'id');
    if (current?.id === id) take(message);
  };
  const becomeReady = () => {
    if (!frame || frame.isReady) return;
    frame.isReady = true;
    if (current) post(current);
  };
  const take = (message: AboutDiagram | null) => {
    if (message?.type === 'started') expect('too_slow', DRAWING_LIMIT_MS);
    else if (message?.type === 'failed' && message.reason === 'not_loaded') abandon('not_loaded');
    else finish(message ?? { type: 'failed', reason: 'not_drawn' });
  };
  const request = (text: string, theme: DiagramTheme) => {
    const key = keyOf(text, theme);
    const isWaiting = current?.key === key || queue.some((job) => job.key === key);
    if (isWaiting || results.has(key)) return;
    lastId += 1;
    queue.push({ id: lastId, key, text, theme });
    drawNext();
  };
  return {
    subscribe: listeners.subscribe,
    read: (text, theme) => results.get(keyOf(text, theme)),
    request,
    retry(text, theme) {
      results.delete(keyOf(text, theme));
      request(text, theme);
      listeners.notify();
    },
    forgetUnloaded() {
      for (const [key, result] of results) {
        if (result.type === 'failed' && result.reason === 'not_loaded') results.delete(key);
      }
      listeners.notify();
    },
  };
}

function keyOf(text: string, theme: DiagramTheme): string {
  return `${theme}\n${text}`;
}
