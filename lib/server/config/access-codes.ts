import 'server-only';
import { hkdfSync } from 'node:crypto';
import { isGuessable } from '../session/is-guessable.ts';
import { isGuessableCode, SAFE_CODE_LENGTH } from '../session/is-guessable-code.ts';
import type { ConfigReader, Environment } from './config-reader.ts';

/** The codes people enter, after `normalizeCode`. */
type AccessCodes = { accessCode: string | null; operatorCode: string | null };

const SHORT_CODE_BELOW = 8;
const MIN_SESSION_SECRET = 32;
// A shorter key ("ollama") can be guessed, and then the codes can be guessed from a cookie.
const MIN_KEY_TO_DERIVE = 20;

/** Trims pasted spaces and normalizes accents, so that neither affects a comparison. */
export function normalizeCode(code: string): string {
  return code.trim().normalize('NFC');
}

/** Reads the two codes. If they are equal there is no operator, since every visitor would be one. */
export function readAccessCodes(reader: ConfigReader): AccessCodes {
  const accessCode = readCode('STARLIGHT_ACCESS_CODE', reader);
  const operatorCode = readCode('STARLIGHT_OPERATOR_CODE', reader);
  if (operatorCode === null || operatorCode !== accessCode) return { accessCode, operatorCode };
  reader.warn(
    'STARLIGHT_OPERATOR_CODE',
    'same_as_access_code',
    "It's the same as the access code, so it isn't used: every visitor would be the operator.",
    'Choose a different one.',
  );
  return { accessCode, operatorCode: null };
}

function readCode(variable: string, reader: ConfigReader): string | null {
  const text = reader.text(variable);
  if (text === null) return null;
  const code = normalizeCode(text);
  if (isGuessableCode(code)) warnAboutGuessableCode(variable, code, reader);
  return code;
}

function warnAboutGuessableCode(variable: string, code: string, reader: ConfigReader): void {
  const isShort = code.length < SHORT_CODE_BELOW;
  const why = isShort
    ? `It has fewer than ${SHORT_CODE_BELOW} characters and can be guessed.`
    : `It can be guessed: it has fewer than ${SAFE_CODE_LENGTH} characters, or consists of words, keyboard rows, dates or repeats.`;
  reader.warn(
    variable,
    isShort ? 'short_code' : 'guessable_code',
    `${why} So wrong codes can block all sign-ins for up to a minute.`,
    `Use ${SAFE_CODE_LENGTH} random characters, or five random words.`,
  );
}

/**
 * The 32 bytes that sign cookies: from STARLIGHT_SESSION_SECRET, else derived (HKDF-SHA256, RFC
 * 5869) from key and codes, else `processSecret`, in which case sessions end at a restart.
 */
export function readSessionSecret(
  env: Environment,
  reader: ConfigReader,
  { accessCode, operatorCode }: AccessCodes,
  processSecret: Uint8Array,
): Uint8Array {
  const given = reader.text('STARLIGHT_SESSION_SECRET');
  if (given !== null && given.length < MIN_SESSION_SECRET) {
    reader.error(
      'STARLIGHT_SESSION_SECRET',
      'short_secret',
      `It has fewer than ${MIN_SESSION_SECRET} characters, so sessions could be forged.`,
      'Use the output of openssl rand -base64 32, or remove the variable.',
    );
    return processSecret;
  }
  if (given !== null && isGuessable(given, 'offline')) {
    reader.error(
      'STARLIGHT_SESSION_SECRET',
      'guessable_secret',
      'It consists of words, keyboard rows or repeats, so it can be guessed and sessions forged.',
      'Use the output of openssl rand -base64 32, or remove the variable.',
    );
    return processSecret;
  }
  if (given !== null) return deriveSecret([given]);
  const key = env['OPENAI_API_KEY'] ?? '';
  if (key.length < MIN_KEY_TO_DERIVE || isGuessable(key, 'offline')) return processSecret;
  return deriveSecret([key, accessCode ?? '', operatorCode ?? '']);
}

function deriveSecret(parts: readonly string[]): Uint8Array {
  const material = JSON.stringify(parts);
  return new Uint8Array(hkdfSync('sha256', material, '', 'starlight session v1', 32));
}
