import { medianOf, withSpread } from '../report/spread.ts';

/** What is measured of each contender, in the order of the tables. */
export const FIGURES = {
  chunkCpuUs: { caption: 'CPU per chunk, 100 streams × 50/s (µs)', digits: 0 },
  requestCpuUs: { caption: 'CPU per request, 16 at once (µs)', digits: 0 },
  firstAloneMs: { caption: 'First content, 1 at a time (ms)', digits: 2 },
  firstCrowdMs: { caption: 'First content, 50 at once (ms)', digits: 1 },
  addedP50Ms: { caption: 'Added to a chunk, p50 (ms)', digits: 2 },
  addedP99Ms: { caption: 'Added to a chunk, p99 (ms)', digits: 1 },
  abortMs: { caption: 'Abort reaches the upstream, p50 (ms)', digits: 2 },
  startMs: { caption: 'Cold start, time (ms)', digits: 0 },
  startCpuMs: { caption: 'Cold start, CPU (ms)', digits: 0 },
  restMb: { caption: 'Memory before the streams (MB)', digits: 0 },
  heldMb: { caption: 'Memory at 1,000 streams (MB)', digits: 0 },
  stallMb: { caption: 'A reader that stalls in 200 MB (MB more)', digits: 0 },
} as const;

export type Figure = keyof typeof FIGURES;

/** The figures of all rounds, by contender. */
export type Figures = Map<string, Map<Figure, number[]>>;

/** Adds a figure of a round. */
export function note(figures: Figures, contender: string, figure: Figure, value: number): void {
  const own = figures.get(contender) ?? new Map<Figure, number[]>();
  figures.set(contender, own);
  own.set(figure, [...(own.get(figure) ?? []), value]);
}

/** The median of a figure; NaN if it was not taken. */
export function medianFigure(figures: Figures, contender: string, figure: Figure): number {
  return medianOf(figures.get(contender)?.get(figure) ?? []);
}

/** A figure with its spread, as text. */
export function shownFigure(figures: Figures, contender: string, figure: Figure): string {
  return withSpread(figures.get(contender)?.get(figure) ?? [], FIGURES[figure].digits);
}
