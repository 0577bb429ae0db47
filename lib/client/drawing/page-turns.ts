import { createTurns } from './create-turns.ts';

/** As many formulas as a browser draws in a few milliseconds. */
const FORMULAS_PER_TASK = 40;

/** The turns of all formulas of the page. */
export const pageTurns = createTurns(FORMULAS_PER_TASK);
