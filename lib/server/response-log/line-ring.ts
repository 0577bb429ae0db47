import 'server-only';

/** The last lines of many. */
export type LineRing = {
  push: (line: string) => void;
  newestFirst: () => string[];
  clear: () => void;
};

/** Keeps the last `capacity` lines; each further one takes the place of the oldest. */
export function createLineRing(capacity: number): LineRing {
  let lines: string[] = [];
  let oldest = 0;
  return {
    push(line) {
      if (lines.length < capacity) {
        lines.push(line);
        return;
      }
      lines[oldest] = line;
      oldest = (oldest + 1) % capacity;
    },
    newestFirst: () => [...lines.slice(oldest), ...lines.slice(0, oldest)].reverse(),
    clear() {
      lines = [];
      oldest = 0;
    },
  };
}
