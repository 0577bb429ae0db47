import 'server-only';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { perProcess } from '../registry.ts';

/**
 * How many guesses a secret must withstand. `online`: each guess is a request, at most a thousand
 * per second in one process, so a year of guessing covers 3%. `offline`: someone with a cookie
 * guesses on their own hardware, at 10^10 per second or more.
 */
const MIN_GUESSES = { online: 1e12, offline: 1e20 } as const;

// Words that people start with when they name a code after the site.
const OWN_WORDS = ['starlight', 'openai', 'chat', 'team', 'access', 'operator', 'code', 'token'];
const MORE_WORDS = ['secret', 'company', 'office', 'admin', 'password', 'welcome', 'letmein'];
// Estimating takes more than linear time: 25 ms for 64 characters, 170 ms for 256.
const MAX_ESTIMATED = 64;
const MAX_CACHED = 100;

// It takes 25 MB, and only the secrets of the configuration are estimated, one after the other.
const RELEASE_AFTER_MS = 1000;

let estimator: ZxcvbnFactory | null = null;

/**
 * Whether a secret can be guessed, by the number of guesses a password cracker would need: common
 * passwords, words, keyboard rows, sequences, repeats and dates add little, however long they are.
 */
export function isGuessable(secret: string, where: keyof typeof MIN_GUESSES): boolean {
  return guessesFor(secret) < MIN_GUESSES[where];
}

function guessesFor(secret: string): number {
  const cachedGuesses = perProcess('guesses', () => new Map<string, number>());
  const cached = cachedGuesses.get(secret);
  if (cached !== undefined) return cached;
  estimator ??= createForAWhile();
  const { guesses } = estimator.check(secret);
  if (cachedGuesses.size >= MAX_CACHED) cachedGuesses.clear();
  cachedGuesses.set(secret, guesses);
  return guesses;
}

function createForAWhile(): ZxcvbnFactory {
  setTimeout(() => {
    estimator = null;
  }, RELEASE_AFTER_MS).unref();
  return createEstimator();
}

function createEstimator(): ZxcvbnFactory {
  return new ZxcvbnFactory({
    dictionary: { ...dictionary, own: [...OWN_WORDS, ...MORE_WORDS] },
    graphs: adjacencyGraphs,
    maxLength: MAX_ESTIMATED,
  });
}
