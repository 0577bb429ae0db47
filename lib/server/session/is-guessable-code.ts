import 'server-only';
import { isGuessable } from './is-guessable.ts';

/** The minimum length of a code that cannot be guessed; a random code of this length is safe. */
export const SAFE_CODE_LENGTH = 16;

/** Whether a code that people type can be guessed online, with one request per try. */
export function isGuessableCode(code: string): boolean {
  return code.length < SAFE_CODE_LENGTH || isGuessable(code, 'online');
}
