import type { ErrorDetails } from '../errors/error-body.ts';
import { trimEndWhile } from '../text/trim-end-while.ts';
import { findPlaceholder } from './find-placeholder.ts';
import { isPlaceholderAt, type KeyPlace, keyPlaceOf } from './key-place.ts';
import {
  findKeyPrefix,
  ID_PREFIXES,
  OAUTH_TOKEN_PREFIX,
  OTHER_PROVIDER_PREFIXES,
} from './key-prefixes.ts';
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

type Candidate = {
  value: string;
  /** Split by code point, so that positions count visible characters. */
  characters: readonly string[];
  /** Whether the key is for api.openai.com, whose keys have known prefixes and characters. */
  forOpenAi: boolean;
  place: KeyPlace;
};
/** `at`: index of the invalid character. */
type Finding = { problem: KeyProblem; at?: number };

// The first match is reported. Values that make `fetch` throw (with the whole key in its message) or
// a header invalid are rejected for every host; the other checks apply where keys have a known form.
const CHECKS: readonly ((candidate: Candidate) => Finding | null)[] = [
  ({ value, place }) =>
    place === 'provider' &&
    /^\s*["'`]?(undefined|null|none|nan|\[object Object\])["'`]?\s*$/i.test(value)
      ? { problem: 'literal_undefined' }
      : null,
  ({ value }) =>
    /^(export\s+)?(process\.env\.|import\.meta\.env\.|\$)?OPEN_?AI_(API_?)?KEY\s*(=|$)/i.test(
      value.trim(),
    )
      ? { problem: 'variable_name' }
      : null,
  // Upper case, as no key is: GROQ_API_KEY=…, $ANTHROPIC_API_KEY.
  ({ value, place }) =>
    place === 'provider' &&
    /^(?:export )?(?:process\.env\.|\$)?(?!YOUR|MY)[A-Z][A-Z0-9_]{0,60}$/.test(
      beforeEquals(value),
    ) &&
    /[A-Z]_(?:KEY|TOKEN)$/.test(beforeEquals(value))
      ? { problem: 'variable_name' }
      : null,
  ({ value }) =>
    /\$\{|\$\(|\{\{|<%|^\s*%\w+%\s*$/.test(value) ? { problem: 'template_syntax' } : null,
  ({ value, place }) => (isPlaceholderAt(value, place) ? { problem: 'placeholder' } : null),
  findQuote,
  ({ characters }) => findCharacter(characters, 'smart_quote', /[\u2018-\u201f\u2039\u203a«»]/),
  findLineBreak,
  ({ characters }) =>
    findCharacter(
      characters,
      'invisible_character',
      /(?![ \t\r\n])(?:\p{C}|\p{Z}|\p{Default_Ignorable_Code_Point})/u,
    ),
  ({ value }) =>
    /^\s*(authorization:\s*)?bearer(\s|$)/i.test(value) ? { problem: 'bearer_prefix' } : null,
  findOuterSpace,
  findBracket,
  ({ value, forOpenAi }) =>
    forOpenAi && /^(https?|wss?):/i.test(value) ? { problem: 'url' } : null,
  ({ value, forOpenAi }) => (forOpenAi ? findPastedId(value) : null),
  ({ characters }) => findCharacter(characters, 'non_ascii', /[^\t\r\n\x20-\x7e]/),
  ({ characters }) => findCharacter(characters, 'inner_space', /[ \t]/),
  ({ value, forOpenAi }) => (forOpenAi ? findOtherCredential(value) : null),
];

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
  for (const check of CHECKS) {
    const finding = check(candidate);
    if (finding) return reject(finding, candidate);
  }
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

/** `GROQ_API_KEY` in `GROQ_API_KEY=gsk_…`; a value without `=` as it is. */
function beforeEquals(value: string): string {
  return (value.trim().split('=')[0] ?? '').trimEnd();
}

function missingKey(reason: 'not_set' | 'blank'): KeyInspection {
  return { ok: false, problem: 'literal_undefined', kind: 'key_missing', details: { reason } };
}

function reject({ problem, at }: Finding, { value, characters }: Candidate): KeyInspection {
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

function findCharacter(
  characters: readonly string[],
  problem: KeyProblem,
  pattern: RegExp,
): Finding | null {
  const at = characters.findIndex((character) => pattern.test(character));
  return at === -1 ? null : { problem, at };
}

/** A pair of quotes around the key is always a mistake; a single one can be part of another host's key. */
function findQuote({ value, characters, forOpenAi }: Candidate): Finding | null {
  const trimmed = value.trim();
  const starts = /^["'`]/.test(trimmed);
  const ends = /["'`]$/.test(trimmed);
  const isPair = starts && trimmed.length > 1 && trimmed.endsWith(trimmed.charAt(0));
  if (!isPair && !(forOpenAi && (starts || ends))) return null;
  return findCharacter(characters, 'quotes', /["'`]/);
}

function findLineBreak({ value, characters }: Candidate): Finding | null {
  if (!/[\r\n]/.test(value.trim())) return null;
  const leading = [...value].findIndex((character) => !/\s/.test(character));
  const at = characters.findIndex(
    (character, index) => index > leading && /[\r\n]/.test(character),
  );
  return { problem: 'line_break', at };
}

function findOuterSpace({ characters }: Candidate): Finding | null {
  if (/\s/.test(characters[0] ?? '')) return { problem: 'outer_space', at: 0 };
  const end = characters.findLastIndex((character) => !/\s/.test(character)) + 1;
  return end < characters.length ? { problem: 'outer_space', at: end } : null;
}

function findBracket({ value, characters, forOpenAi }: Candidate): Finding | null {
  if (!forOpenAi) return null;
  if (/^[<{[(]/.test(value)) return { problem: 'brackets', at: 0 };
  return /[>}\])]$/.test(value) ? { problem: 'brackets', at: characters.length - 1 } : null;
}

function findPastedId(value: string): Finding | null {
  const [organization, project, request] = ID_PREFIXES;
  if (value.startsWith(organization)) return { problem: 'organization_id' };
  if (value.startsWith(project)) return { problem: 'project_id' };
  return value.startsWith(request) ? { problem: 'request_id' } : null;
}

function findOtherCredential(value: string): Finding | null {
  if (value.startsWith('sk-admin-')) return { problem: 'admin_key' };
  if (value.startsWith('sess-')) return { problem: 'session_token' };
  if (value.startsWith(OAUTH_TOKEN_PREFIX)) return { problem: 'oauth_token' };
  const elsewhere =
    OTHER_PROVIDER_PREFIXES.some((prefix) => value.startsWith(prefix)) ||
    // Azure: 32 hex digits, or 84 letters and digits; DeepSeek and others: sk- and 32 hex digits.
    /^(sk-)?[0-9a-f]{32}$/.test(value) ||
    /^[A-Za-z0-9]{84}$/.test(value);
  return elsewhere ? { problem: 'other_provider' } : null;
}

function findWarnings({ value, forOpenAi, place }: Candidate): KeyProblem[] {
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
