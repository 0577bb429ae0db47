import 'server-only';
import { isGuessable } from './is-guessable.ts';

/** What a code that nobody guesses has at least; random ones of this length are such. */
export const SOUND_CODE_LENGTH = 16;

/** Tells whether a code that people type can be guessed by asking the site, one request a try. */
export function isGuessableCode(code: string): boolean {
  return code.length < SOUND_CODE_LENGTH || isGuessable(code, 'online');
}
