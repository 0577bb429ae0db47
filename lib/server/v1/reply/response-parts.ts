import 'server-only';
import { isRecord } from '#lib/core/json/is-record.ts';
import { pickTokens } from './pick-logprobs.ts';

type Picked = Record<string, unknown>;

/** The texts of a response that arrive in pieces. */
export type TextKind = 'text' | 'refusal' | 'reasoning' | 'summary' | 'arguments' | 'input';

/** Removes the key from what an item says. `index` is the place of a text among those of its item. */
export type TextCleaner = {
  /** From a text, or from its next piece. */
  text: (kind: TextKind, index: number, text: string) => string;
  /** From the next token of a list; see `StripKey`. */
  token: (index: number, field: string, text: string) => string;
  /** From a text that is never streamed in pieces. */
  complete: (text: string) => string;
};

type PartType = 'output_text' | 'refusal' | 'summary_text' | 'reasoning_text';

const PARTS: Readonly<Record<PartType, { kind: TextKind; member: 'text' | 'refusal' }>> = {
  output_text: { kind: 'text', member: 'text' },
  refusal: { kind: 'refusal', member: 'refusal' },
  summary_text: { kind: 'summary', member: 'text' },
  reasoning_text: { kind: 'reasoning', member: 'text' },
};
const MAX_PARTS = 10_000;

/** Picks the documented members of a list of parts (OpenAI API reference, "The Response object"). */
export function pickParts(parts: unknown, clean: TextCleaner): Picked[] {
  if (!Array.isArray(parts)) return [];
  const all: unknown[] = parts;
  return all
    .slice(0, MAX_PARTS)
    .map((part, index) => pickPart(part, index, clean))
    .filter((picked) => picked !== null);
}

/** The same for one part; null for a part of another type. */
export function pickPart(part: unknown, index: number, clean: TextCleaner): Picked | null {
  const kind = kindOfPart(part);
  if (kind === null || !isRecord(part)) return null;
  const { type, annotations, logprobs } = part;
  const member = kind === 'refusal' ? 'refusal' : 'text';
  const text = part[member];
  return {
    type,
    [member]: typeof text === 'string' ? clean.text(kind, index, text) : '',
    ...(kind === 'text' && { annotations: pickAnnotations(annotations, clean) }),
    ...(kind === 'text' &&
      Array.isArray(logprobs) && { logprobs: pickTokenList(logprobs, index, clean) }),
  };
}

/** What kind of text a part is; null for a part of another type. */
export function kindOfPart(part: unknown): TextKind | null {
  const type = isRecord(part) ? part['type'] : null;
  // Own keys of `PARTS` are part types.
  return typeof type === 'string' && Object.hasOwn(PARTS, type)
    ? PARTS[type as PartType].kind
    : null;
}

/** Picks the log probabilities of a text. */
export function pickTokenList(tokens: unknown, index: number, clean: TextCleaner): object[] {
  return pickTokens(tokens, (field, text) => clean.token(index, field, text)) ?? [];
}

function pickAnnotations(annotations: unknown, clean: TextCleaner): Picked[] {
  if (!Array.isArray(annotations)) return [];
  const all: unknown[] = annotations;
  return all
    .map((annotation) => pickAnnotation(annotation, clean))
    .filter((picked) => picked !== null);
}

/** Picks an annotation; null for one that is no address, since files can't be used. */
export function pickAnnotation(annotation: unknown, clean: TextCleaner): Picked | null {
  if (!isRecord(annotation) || annotation['type'] !== 'url_citation') return null;
  const picked: Picked = { type: 'url_citation' };
  for (const name of ['start_index', 'end_index']) {
    if (Number.isSafeInteger(annotation[name])) picked[name] = annotation[name];
  }
  for (const name of ['title', 'url']) {
    const text = annotation[name];
    if (typeof text === 'string') picked[name] = clean.complete(text);
  }
  return picked;
}
