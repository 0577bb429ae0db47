type Turns = {
  /** Calls `draw` in this task or in a later one. The result takes it back. */
  take: (draw: () => void) => () => void;
};

/** Spreads work over tasks: at most `perTask` pieces in each. `later` starts a task. */
export function createTurns(
  perTask: number,
  later: (work: () => void) => void = (work) => setTimeout(work),
): Turns {
  const waiting = new Set<() => void>();
  let left = perTask;
  let isScheduled = false;

  const next = () => {
    isScheduled = false;
    left = perTask;
    for (const draw of waiting) {
      if (left === 0) break;
      waiting.delete(draw);
      left -= 1;
      draw();
    }
    if (waiting.size > 0) schedule();
  };
  const schedule = () => {
    if (isScheduled) return;
    isScheduled = true;
    later(next);
  };

  return {
    take(draw) {
      schedule();
      if (left > 0 && waiting.size === 0) {
        left -= 1;
        draw();
        return () => {};
      }
      waiting.add(draw);
      return () => waiting.delete(draw);
    },
  };
}
