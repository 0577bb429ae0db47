import type { ErrorDetails } from '../errors/error-body.ts';
import { trimEndWhile } from '../text/trim-end-while.ts';
import { findKeyProblem, type KeyCandidate, type KeyFinding } from './find-key-problem.ts';
import { findPlaceholder } from './find-placeholder.ts';
import { keyPlaceOf } from './key-place.ts';
import { findKeyPrefix } from './key-prefixes.ts';
import { type KeyProblem, MIN_PROJECT_KEY_LENGTH } from './key-problems.ts';

/**
 * The result of checking the shape of a key, before any request. `warnings` are likely mistakes that
 * a real key can contain by chance, so they never reject it. For `key_missing`, `problem` is
 * `literal_undefined` (no usable value) and `details.reason` is `not_set` or `blank`. `details` are
 * only for the operator. The key itself is never included.
 */
export type KeyInspection =
  | { ok: true; warnings: KeyProblem[] }
  | {
      ok: false;
      problem: KeyProblem;
      kind: 'key_malformed' | 'wrong_credential_type' | 'key_missing';
      details: ErrorDetails;
    };

/**
 * Checks the shape of a key without sending it anywhere. Never throws, never returns the key.
 *
 * @param value the unmodified value of `OPENAI_API_KEY`
 * @param options.baseUrlHost the upstream's host, with its port; prefixes are only checked for OpenAI's
 *   own hosts, so that a Groq key is accepted for api.groq.com, and words only where keys are random, so
 *   that "ollama" is accepted for localhost
 */
export function inspectKey(
  value: string | undefined,
  options: { baseUrlHost: string },
): KeyInspection {
  if (value === undefined) return missingKey('not_set');
  if (value.trim() === '') return missingKey('blank');
  const characters = [...value];
  const { baseUrlHost } = options;
  const place = keyPlaceOf(baseUrlHost);
  const candidate = { value, characters, forOpenAi: isOpenAiHost(baseUrlHost), place };
  const finding = findKeyProblem(candidate);
  if (finding) return reject(finding, candidate);
  return { ok: true, warnings: findWarnings(candidate) };
}

/** Public prefix, length and last two characters: all that anyone may see of a key, operator included. */
export function keyHint(value: string): Pick<ErrorDetails, 'keyPrefix' | 'keyLength' | 'keyEnd'> {
  const start = value.replace(/^[\s"'`]*(authorization:\s*)?(bearer\s+)?/i, '');
  const core = trimEndWhile(start, /[\s"'`]/);
  const prefix = findKeyPrefix(core);
  // On the wire a prefix must start with letters, which leaves out "r8_".
  const keyPrefix = prefix !== null && /^[A-Za-z]{2}/.test(prefix) ? prefix : undefined;
  const end = core.slice(-2);
  return {
    ...(keyPrefix !== undefined && { keyPrefix }),
    keyLength: value.length,
    ...(/^[\x21-\x7e]{2}$/.test(end) && { keyEnd: end }),
  };
}

/** Whether a host is one of OpenAI's API hosts: `api.openai.com`, `eu.api.openai.com`. */
export function isOpenAiHost(host: string): boolean {
  return /^([a-z0-9-]+\.)?api\.openai\.com(:443)?$/i.test(host);
}

function missingKey(reason: 'not_set' | 'blank'): KeyInspection {
  return { ok: false, problem: 'literal_undefined', kind: 'key_missing', details: { reason } };
}

function reject({ problem, at }: KeyFinding, { value, characters }: KeyCandidate): KeyInspection {
  const codePoint = at === undefined ? undefined : characters[at]?.codePointAt(0);
  return {
    ok: false,
    problem,
    kind: OTHER_CREDENTIALS.has(problem) ? 'wrong_credential_type' : 'key_malformed',
    details: {
      reason: problem,
      ...(at !== undefined && { position: at + 1 }),
      ...(codePoint !== undefined && { codePoint }),
      ...keyHint(value),
    },
  };
}

const OTHER_CREDENTIALS: ReadonlySet<KeyProblem> = new Set<KeyProblem>([
  'admin_key',
  'session_token',
  'oauth_token',
  'other_provider',
]);

function findWarnings({ value, forOpenAi, place }: KeyCandidate): KeyProblem[] {
  if (!forOpenAi) {
    return place === 'unknown' && findPlaceholder(value) !== null ? ['placeholder'] : [];
  }
  const warnings: KeyProblem[] = [];
  if (/your|xxx|changeme|replace|placeholder|example/i.test(value)) warnings.push('placeholder');
  // @next/env cuts off an unquoted value at "#" and expands "$HOME" to a path with slashes.
  const cut = /^sk-(proj|svcacct)-/.test(value) && value.length < MIN_PROJECT_KEY_LENGTH;
  if (cut || value.includes('/')) warnings.push('truncated');
  return warnings;
}
