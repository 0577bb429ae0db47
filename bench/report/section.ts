/** What `npm run bench` was asked for. */
export type BenchOptions = {
  /** How often each figure is taken; peers take turns within a round. */
  rounds: number;
  /** Shorter measurements, to see that all of it runs. Their figures say little. */
  quick: boolean;
};

/** A part of docs/benchmarks.md. */
export type Section = {
  title: string;
  /** How it was measured, a paragraph each. */
  method: string[];
  tables: Table[];
  /** What misses its goal, a sentence each. */
  shortfalls: string[];
};

/** A table of text; a figure comes with its spread. */
export type Table = { caption: string; columns: string[]; rows: string[][] };

/** A part that has been measured, as it is kept in bench/results. */
export type Result = {
  section: Section;
  rounds: number;
  quick: boolean;
  /** ISO 8601, UTC. */
  measuredAt: string;
  seconds: number;
  machine: string;
  /** CPU that other processes used meanwhile, in cores. */
  othersCores: number;
};
