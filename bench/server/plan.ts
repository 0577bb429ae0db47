/** How the upstream answers a request, which names it in its last message. */
export type Plan = {
  id: string;
  chunks: number;
  /** Milliseconds between two chunks; 0 writes all of them at once. */
  everyMs: number;
  /** Characters in a chunk. */
  size: number;
};

/**
 * What is written into each chunk: when it was sent, in microseconds of the machine's monotonic clock, and its
 * number.
 */
export function stampOf(number: number): string {
  return `@${nowUs()}#${number}@`;
}

/** A stamp in whatever a contender makes of a chunk. */
export const STAMP = /@(\d{1,16})#(\d{1,9})@/g;

/** The same in every process of the machine. */
export function nowUs(): number {
  return Math.round(Number(process.hrtime.bigint()) / 1000);
}
