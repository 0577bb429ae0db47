import 'server-only';
import type { SimulationMemory } from './simulation/simulation-memory.ts';
import type { Pace, Wait } from './stream/pace.ts';

/** What the simulated upstream works with: clock, chance, waiting and memory. */
export type DemoTools = {
  pace: Pace;
  /** From 0 to 1. */
  random: () => number;
  /** Milliseconds since 1970. */
  now: () => number;
  wait: Wait;
  memory: SimulationMemory;
  models: readonly string[];
};
