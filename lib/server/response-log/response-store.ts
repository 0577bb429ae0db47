import 'server-only';
import { type NotKept, ROOMS } from '#lib/core/response-log/response-log.ts';
import type { ResponseClass } from './classify-response.ts';
import { createFairRingBuffer, type FairRingBuffer } from './fair-ring-buffer.ts';

/** The class and owner of a line: in a full room, no owner pushes out another's lines. */
type Placement = { class: ResponseClass; owner: string };

/** The last lines of each class, and how many were not kept. */
export type ResponseStore = {
  push: (line: string, placement: Placement) => void;
  newestFirst: () => string[];
  notKept: () => NotKept;
  clear: () => void;
};

type Room = keyof typeof ROOMS;
type Kept = { line: string; at: number };

/** Gives each class of responses its own room, so that a flood of one cannot use up another's. */
export function createResponseStore(): ResponseStore {
  const rings = new Map<ResponseClass, FairRingBuffer<Kept>>(
    Object.entries(ROOMS).map(([room, capacity]) => [room as Room, createFairRingBuffer(capacity)]),
  );
  let pushed = 0;
  let unknownPaths = 0;
  let refusals = 0;
  return {
    push(line, placement) {
      if (placement.class === 'unknown_path') unknownPaths += 1;
      const ring = rings.get(placement.class);
      if (!ring) return;
      pushed += 1;
      // Exactly the last turns are kept, regardless of owner.
      const group = placement.class === 'turn' ? '' : placement.owner;
      const hasDropped = ring.push({ line, at: pushed }, group);
      if (hasDropped && isRefusal(placement.class)) refusals += 1;
    },
    newestFirst: () =>
      [...rings.values()]
        .flatMap((ring) => ring.items())
        .sort((one, other) => other.at - one.at)
        .map(({ line }) => line),
    notKept: () => ({ unknownPaths, refusals }),
    clear() {
      for (const ring of rings.values()) ring.clear();
      unknownPaths = 0;
      refusals = 0;
    },
  };
}

function isRefusal(group: ResponseClass): boolean {
  return group === 'wrong_code' || group === 'refused' || group === 'stranger';
}
