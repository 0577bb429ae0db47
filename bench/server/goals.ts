import { FIGURES, type Figure, type Figures, medianFigure } from './figures.ts';

const OURS = 'Starlight';
const PIPE = 'fetch pipe in Next';

type Goal = { figure: Figure; most: number; of: string | null };

/** At most so many times a peer's figure in the same run, or at most so much. */
const GOALS: readonly Goal[] = [
  { figure: 'chunkCpuUs', most: 0.9, of: PIPE },
  { figure: 'chunkCpuUs', most: 0.55, of: 'openai SDK in Next' },
  { figure: 'chunkCpuUs', most: 0.35, of: 'AI SDK in Next' },
  { figure: 'requestCpuUs', most: 0.9, of: PIPE },
  { figure: 'requestCpuUs', most: 1.6, of: 'empty handler in Next' },
  { figure: 'firstAloneMs', most: 0.9, of: PIPE },
  { figure: 'firstCrowdMs', most: 0.9, of: PIPE },
  { figure: 'addedP50Ms', most: 1, of: PIPE },
  { figure: 'abortMs', most: 3, of: null },
  { figure: 'startMs', most: 1, of: PIPE },
  { figure: 'startCpuMs', most: 1, of: PIPE },
  { figure: 'heldMb', most: 0.9, of: PIPE },
  { figure: 'stallMb', most: 20, of: null },
];

export type Verdict = { goal: string; measured: string; holds: boolean };

/** How each goal came out. A goal whose figure is missing does not hold. */
export function judge(figures: Figures): Verdict[] {
  return GOALS.map(({ figure, most, of }) => {
    const own = medianFigure(figures, OURS, figure);
    const measured = of === null ? own : own / medianFigure(figures, of, figure);
    const bound = of === null ? `at most ${most}` : `at most ${most} × ${of}`;
    return {
      goal: `${FIGURES[figure].caption}: ${bound}`,
      measured: of === null ? own.toFixed(1) : `${measured.toFixed(2)} ×`,
      holds: measured <= most,
    };
  });
}
