import { findRandomText } from './find-random-text.ts';
import { KNOWN_SECRETS, NAMED_SECRETS } from './known-secrets.ts';
import { findNamedValues, type NamedValue } from './named-values.ts';
import type { SecretKind } from './secret-kind.ts';

type FoundSecret = {
  kind: SecretKind;
  /** Its start and its end, enough to recognize it. */
  excerpt: string;
};

type Match = { index: number; text: string; value?: string };

/** Values that stand for a secret and are none: types, placeholders, and where to find it. */
const NO_VALUE =
  /^(?:string|number|boolean|null|none|nil|undefined|true|false|required|optional|text|varchar|char|any|unknown|self|this|your|my|the|example|changeme|placeholder|redacted|hidden|secret|password|passwort|passwd|pass|pw|token|process|os|env|import|config|props|req|request|await|new|get|input|user|str|bytes|document|form|data|event|options|args|params|settings|state|value|getenv|ENV|secrets|vars|github|inputs)(?![A-Za-z0-9])|^(?:your|my)[_-]|^(?:x{3,20}|\.{3,20}|•{2,40})$|^[<${[(%*.…•]/i;
/** A call, or a part of an object: `getPassword()`, `form.password`. */
const CODE = /^[A-Za-z_$][\w$]{0,60}(?:\(|\.[A-Za-z_$]|\[)/;

const MAX_FOUND = 100;

/** What looks like a key, a token or a password in a text, the most certain kinds first; at most a hundred. */
export function findSecrets(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  const taken: { start: number; end: number }[] = [];
  for (const [kind, match] of candidatesIn(text)) {
    if (found.length >= MAX_FOUND) return found;
    const span = { start: match.index, end: match.index + match.text.length };
    if (taken.some(({ start, end }) => span.start < end && start < span.end)) continue;
    taken.push(span);
    found.push({ kind, excerpt: excerptOf(kind, match) });
  }
  return found;
}

function* candidatesIn(text: string): Generator<[SecretKind, Match]> {
  for (const { kind, pattern } of [...KNOWN_SECRETS, ...NAMED_SECRETS])
    for (const match of matchesOf(text, pattern))
      if (kind !== 'address_password' || !NO_VALUE.test(passwordIn(match.text)))
        yield [kind, match];
  for (const named of findNamedValues(text))
    if (named.isCertain || isSecret(named, text)) yield ['password', named];
  for (const match of findRandomText(text)) yield ['random_text', match];
}

function* matchesOf(text: string, pattern: RegExp): Generator<Match> {
  for (const { 0: match, index } of text.matchAll(pattern)) yield { index, text: match };
}

/** Whether a value is more than code or prose: "the password: must be new". */
function isSecret({ index, text: match, value }: NamedValue, text: string): boolean {
  if (NO_VALUE.test(value) || CODE.test(value)) return false;
  const isInProse = text[index + match.length] === ' ' && /^\p{L}*$/u.test(value);
  if (isInProse && !/phrase|mnemonic/i.test(match)) return false;
  return !(/token/i.test(match) && /^\d*$/.test(value));
}

/** Of `://user:password@`. */
function passwordIn(address: string): string {
  return address.slice(address.indexOf(':', 3) + 1, -1);
}

function excerptOf(kind: SecretKind, { text, value = '' }: Match): string {
  if (kind === 'private_key') return `${text.slice(0, 40)}…`;
  if (kind !== 'password') return `${text.slice(0, 8)}…${text.slice(-2)}`;
  const name = text.slice(0, text.lastIndexOf(value));
  return `${name.slice(0, 40)}${value.slice(0, 1)}…`;
}
