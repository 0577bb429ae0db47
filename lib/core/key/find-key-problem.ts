import { findAddition } from './find-addition.ts';
import { findIndirectKey } from './find-indirect-key.ts';
import { isPlaceholderAt, type KeyPlace } from './key-place.ts';
import {
  findKeyPrefix,
  ID_PREFIXES,
  OAUTH_TOKEN_PREFIX,
  OTHER_PROVIDER_PREFIXES,
} from './key-prefixes.ts';
import type { KeyProblem } from './key-problems.ts';

/** A value to check, which is not empty. */
export type KeyCandidate = {
  value: string;
  /** Split by code point, so that positions count visible characters. */
  characters: readonly string[];
  /** Whether the key is for api.openai.com, whose keys have known prefixes and characters. */
  forOpenAi: boolean;
  place: KeyPlace;
};

/** `at`: index of the invalid character. */
export type KeyFinding = { problem: KeyProblem; at?: number };

// The first match is reported. Values that make `fetch` throw (with the whole key in its message) or
// a header invalid are rejected for every host; the other checks apply where keys have a known form.
const CHECKS: readonly ((candidate: KeyCandidate) => KeyFinding | null)[] = [
  ({ value, place }) =>
    place === 'provider' &&
    /^\s*["'`]?(undefined|null|none|nil|nan|n\/a|empty|unset|-{1,3}|\[object Object\])["'`]?\s*$/i.test(
      value,
    )
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
  ({ value, place }) =>
    place === 'provider' && /^\s{0,9}(?:https?|wss?):/i.test(value) ? { problem: 'url' } : null,
  ({ value, place }) => {
    const problem = place === 'provider' ? findIndirectKey(value) : null;
    return problem && { problem };
  },
  ({ value, place }) => (isPlaceholderAt(value, place) ? { problem: 'placeholder' } : null),
  ({ value, place }) => {
    const found = place === 'provider' ? findAddition(value) : null;
    return found && { ...found, at: [...value.slice(0, found.at)].length };
  },
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
  ({ value, forOpenAi }) => (forOpenAi ? findPastedId(value) : null),
  ({ characters }) => findCharacter(characters, 'non_ascii', /[^\t\r\n\x20-\x7e]/),
  ({ characters }) => findCharacter(characters, 'inner_space', /[ \t]/),
  ({ value, forOpenAi }) => (forOpenAi ? findOtherCredential(value) : null),
  ({ value, forOpenAi, place }) =>
    place === 'provider' && hasOtherCase(value, forOpenAi) ? { problem: 'letter_case' } : null,
  // A slash is a warning: see findWarnings.
  ({ characters, forOpenAi }) =>
    forOpenAi ? findCharacter(characters, 'unexpected_character', /[^\w/-]/) : null,
];

/** The first sign that a value is no key for its host; null for one that may be a key. */
export function findKeyProblem(candidate: KeyCandidate): KeyFinding | null {
  for (const check of CHECKS) {
    const finding = check(candidate);
    if (finding) return finding;
  }
  return null;
}

/** `GROQ_API_KEY` in `GROQ_API_KEY=gsk_…`; a value without `=` as it is. */
function beforeEquals(value: string): string {
  return (value.trim().split('=')[0] ?? '').trimEnd();
}

/** Whether its letters were made upper or lower case: OpenAI's keys have "T3BlbkFJ" in the middle, or had. */
function hasOtherCase(value: string, forOpenAi: boolean): boolean {
  const lower = value.toLowerCase();
  if (
    value === value.toUpperCase() &&
    findKeyPrefix(value) === null &&
    findKeyPrefix(lower) !== null
  )
    return true;
  return forOpenAi && lower.includes('t3blbkfj') && !value.includes('T3BlbkFJ');
}

function findCharacter(
  characters: readonly string[],
  problem: KeyProblem,
  pattern: RegExp,
): KeyFinding | null {
  const at = characters.findIndex((character) => pattern.test(character));
  return at === -1 ? null : { problem, at };
}

/** A pair of quotes around the key is always a mistake; one elsewhere can be part of another host's key. */
function findQuote({ value, characters, forOpenAi }: KeyCandidate): KeyFinding | null {
  const trimmed = value.trim();
  const starts = /^["'`]/.test(trimmed);
  const isPair = starts && trimmed.length > 1 && trimmed.endsWith(trimmed.charAt(0));
  if (!isPair && !forOpenAi) return null;
  return findCharacter(characters, 'quotes', /["'`]/);
}

function findLineBreak({ value, characters }: KeyCandidate): KeyFinding | null {
  if (!/[\r\n]/.test(value.trim())) return null;
  const leading = [...value].findIndex((character) => !/\s/.test(character));
  const at = characters.findIndex(
    (character, index) => index > leading && /[\r\n]/.test(character),
  );
  return { problem: 'line_break', at };
}

function findOuterSpace({ characters }: KeyCandidate): KeyFinding | null {
  if (/\s/.test(characters[0] ?? '')) return { problem: 'outer_space', at: 0 };
  const end = characters.findLastIndex((character) => !/\s/.test(character)) + 1;
  return end < characters.length ? { problem: 'outer_space', at: end } : null;
}

function findBracket({ value, characters, forOpenAi }: KeyCandidate): KeyFinding | null {
  if (!forOpenAi) return null;
  if (/^[<{[(]/.test(value)) return { problem: 'brackets', at: 0 };
  return /[>}\])]$/.test(value) ? { problem: 'brackets', at: characters.length - 1 } : null;
}

function findPastedId(value: string): KeyFinding | null {
  const [organization, project, request] = ID_PREFIXES;
  if (value.startsWith(organization)) return { problem: 'organization_id' };
  if (value.startsWith(project)) return { problem: 'project_id' };
  return value.startsWith(request) ? { problem: 'request_id' } : null;
}

function findOtherCredential(value: string): KeyFinding | null {
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
