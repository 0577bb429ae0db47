import 'server-only';
import { inBackground } from './patience.ts';

/** What still has to be settled, and until when it counts. */
type Settlements = {
  /** Settles now; if that fails, later, as long as the lease lasts. Never throws. */
  send: (settle: () => Promise<void>, leaseMs: number) => void;
  sendRest: () => void;
};

/** More than all concurrent replies of a process. What is dropped counts at its worst case. */
const MAX_WAITING = 5000;

export function createSettlements(now: () => number = () => performance.now()): Settlements {
  const waiting = new Map<() => Promise<void>, number>();
  const attempt = (settle: () => Promise<void>, until: number) => {
    inBackground(settle).catch(() => {
      if (now() < until && waiting.size < MAX_WAITING) waiting.set(settle, until);
    });
  };
  return {
    send: (settle, leaseMs) => attempt(settle, now() + leaseMs),
    sendRest() {
      const rest = [...waiting];
      waiting.clear();
      for (const [settle, until] of rest) attempt(settle, until);
    },
  };
}
