import 'server-only';
import { readNumber } from './read-numbers.ts';

/** What this instance knows of the ledger, in case Redis loses it. */
type KnownLedger = {
  /** Empty before the first contact. */
  epoch: () => string;
  /** The last change it knows of. */
  seq: () => number;
  /** For each spender its name, the day, and the tokens and millionths of a dollar used and reserved. */
  amounts: () => (string | number)[];
  /** Reads the answer of a script about one spender. */
  learn: (spender: string, answer: readonly unknown[]) => void;
  /** Reads the answer to JOIN, which may be about another epoch. */
  adopt: (answer: readonly unknown[]) => void;
};

type Used = { day: number; tokens: number; microUsd: number };

export function createKnownLedger(): KnownLedger {
  const used = new Map<string, Used>();
  let epoch = '';
  let seq = 0;
  return {
    epoch: () => epoch,
    seq: () => seq,
    amounts: () =>
      [...used].flatMap(([spender, { day, tokens, microUsd }]) => [spender, day, tokens, microUsd]),
    learn(spender, answer) {
      const [newSeq = 0, day = 0, , ...amounts] = answer.slice(1).map(readNumber);
      // Answers can be about a time before another one that is known already.
      if (newSeq < seq) return;
      seq = newSeq;
      const [tokens = 0, microUsd = 0, reservedTokens = 0, reservedMicroUsd = 0] = amounts;
      used.set(spender, {
        day,
        tokens: tokens + reservedTokens,
        microUsd: microUsd + reservedMicroUsd,
      });
    },
    adopt([newEpoch, newSeq, , day, ...spenders]) {
      epoch = String(newEpoch);
      seq = readNumber(newSeq);
      for (let at = 0; at + 2 < spenders.length; at += 3) {
        used.set(String(spenders[at]), {
          day: readNumber(day),
          tokens: readNumber(spenders[at + 1]),
          microUsd: readNumber(spenders[at + 2]),
        });
      }
    },
  };
}
