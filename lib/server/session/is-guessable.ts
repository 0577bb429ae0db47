import 'server-only';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/**
 * How many tries a secret must stand. `online`: each is a request, at most a thousand a second in one
 * process, so a year of them is 3 in 100. `offline`: whoever holds a cookie tries at home, at 10^10 a
 * second and more.
 */
const TRIES = { online: 1e12, offline: 1e20 } as const;

// What people who name a code after the site would begin with.
const OWN_WORDS = ['starlight', 'openai', 'chat', 'team', 'access', 'operator', 'code', 'token'];
const MORE_WORDS = ['secret', 'company', 'office', 'admin', 'password', 'welcome', 'letmein'];
// Estimating takes more than linear time: 25 ms for 64 characters, 170 for 256.
const MAX_ESTIMATED = 64;
const MAX_REMEMBERED = 100;

// Made when the first secret is read, as it takes 25 MB.
let estimator: ZxcvbnFactory | null = null;
const remembered = new Map<string, number>();

/**
 * Tells whether a secret can be guessed, by the tries that password crackers would need: common
 * passwords, words, names of keys side by side, sequences, repeats and dates count for little,
 * however long they are.
 */
export function isGuessable(secret: string, where: keyof typeof TRIES): boolean {
  return triesFor(secret) < TRIES[where];
}

function triesFor(secret: string): number {
  const known = remembered.get(secret);
  if (known !== undefined) return known;
  estimator ??= createEstimator();
  const { guesses } = estimator.check(secret);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(secret, guesses);
  return guesses;
}

function createEstimator(): ZxcvbnFactory {
  return new ZxcvbnFactory({
    dictionary: { ...dictionary, own: [...OWN_WORDS, ...MORE_WORDS] },
    graphs: adjacencyGraphs,
    maxLength: MAX_ESTIMATED,
  });
}
