import 'server-only';
import type { SimulationMemory } from './simulation/simulation-memory.ts';
import type { Pace, Wait } from './stream/pace.ts';

/** The simulated upstream's dependencies: clock, randomness, waiting and memory. */
export type DemoTools = {
  pace: Pace;
  /** From 0 to 1. */
  random: () => number;
  /** Milliseconds since the epoch. */
  now: () => number;
  wait: Wait;
  memory: SimulationMemory;
  models: readonly string[];
};
