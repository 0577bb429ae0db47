import { describe, expect, it, vi } from 'vitest';
import { createTurns } from './create-turns.ts';

/** Runs tasks by hand. */
function createTasks() {
  const tasks: (() => void)[] = [];
  return {
    later: (work: () => void) => void tasks.push(work),
    run: () => tasks.shift()?.(),
    tasks,
  };
}

describe('turns', () => {
  it('draws a few at once and the others in later tasks, in order', () => {
    const { later, run, tasks } = createTasks();
    const turns = createTurns(2, later);
    const drawn: number[] = [];
    for (let index = 0; index < 5; index += 1) turns.take(() => drawn.push(index));
    expect(drawn).toEqual([0, 1]);
    run();
    expect(drawn).toEqual([0, 1, 2, 3]);
    run();
    expect(drawn).toEqual([0, 1, 2, 3, 4]);
    expect(tasks).toEqual([]);
  });

  it('draws at once again in a later task', () => {
    const { later, run } = createTasks();
    const turns = createTurns(1, later);
    const draw = vi.fn();
    turns.take(draw);
    run();
    turns.take(draw);
    expect(draw).toHaveBeenCalledTimes(2);
  });

  it('does not draw what was taken back', () => {
    const { later, run } = createTasks();
    const turns = createTurns(1, later);
    const draw = vi.fn();
    turns.take(() => {});
    const takeBack = turns.take(draw);
    takeBack();
    run();
    expect(draw).not.toHaveBeenCalled();
  });
});
