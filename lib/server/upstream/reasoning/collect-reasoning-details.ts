import 'server-only';
import { MAX_REASONING_LENGTH } from '#lib/core/chat/sealed-reasoning.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { CarriedReasoning, ReasoningDetail } from './carried-reasoning.ts';

/** Collects the `reasoning_details` of a reply. */
type DetailsCollector = {
  /** Takes a `delta`, or the whole `message`. */
  take: (message: Readonly<Record<string, unknown>> | null) => void;
  /** All of them; null if there are none, or if they can't or need not be sent back. */
  end: () => CarriedReasoning | null;
};

const TYPES: ReadonlySet<unknown> = new Set<ReasoningDetail['type']>([
  'reasoning.text',
  'reasoning.summary',
  'reasoning.encrypted',
]);
const WRITTEN = ['text', 'summary', 'data', 'signature'] as const;
const NAMES = [...WRITTEN, 'id', 'format'] as const;
// Members and quotes of a detail, generously.
const DETAIL_LENGTH = 200;

/**
 * Pieces of one text are joined, as OpenRouter's own client does it. Details that are only text are no
 * one's to verify, so they are not sent back. Nor are those of which some are unknown or too long: the
 * sequence would not be complete.
 */
export function createDetailsCollector(): DetailsCollector {
  let details: ReasoningDetail[] = [];
  let length = 0;
  let isLost = false;

  const add = (value: unknown) => {
    const detail = readDetail(value);
    length += detail ? lengthOf(detail) : 0;
    const last = details.at(-1);
    const joined = detail && last && join(last, detail);
    if (joined) details[details.length - 1] = joined;
    else if (detail) details.push(detail);
    isLost ||= !detail || length + details.length * DETAIL_LENGTH > MAX_REASONING_LENGTH;
    if (isLost) details = [];
  };

  return {
    take(message) {
      const list = message?.['reasoning_details'];
      if (!Array.isArray(list)) return;
      for (const each of list) if (!isLost) add(each);
    },
    end: () => (details.some(isVerified) ? { form: 'details', details } : null),
  };
}

function readDetail(value: unknown): ReasoningDetail | null {
  if (!isRecord(value) || !TYPES.has(value['type'])) return null;
  const { type, index } = value;
  const named = NAMES.flatMap((name) => (value[name] === undefined ? [] : [[name, value[name]]]));
  const isSound = named.every(([, member]) => member === null || typeof member === 'string');
  if (!isSound || (index !== undefined && !Number.isSafeInteger(index))) return null;
  // The type is one of `TYPES`, and each named member is a string or null.
  return { type, ...Object.fromEntries(named), ...(index !== undefined && { index }) };
}

/** The next piece of the same text; null if it begins another. */
function join(last: ReasoningDetail, next: ReasoningDetail): ReasoningDetail | null {
  const isSame =
    last.type === next.type &&
    last.type !== 'reasoning.encrypted' &&
    last.index === next.index &&
    (last.id ?? next.id) === (next.id ?? last.id) &&
    !last.signature;
  if (!isSame) return null;
  const name = last.type === 'reasoning.text' ? 'text' : 'summary';
  return {
    ...last,
    [name]: (last[name] ?? '') + (next[name] ?? ''),
    ...pick(last, next, 'signature'),
    ...pick(last, next, 'id'),
    ...pick(last, next, 'format'),
  };
}

function pick(
  last: ReasoningDetail,
  next: ReasoningDetail,
  name: 'signature' | 'id' | 'format',
): Partial<ReasoningDetail> {
  const value = last[name] ?? next[name];
  return value === undefined ? {} : { [name]: value };
}

function isVerified({ data, signature }: ReasoningDetail): boolean {
  return !!data || !!signature;
}

function lengthOf(detail: ReasoningDetail): number {
  return NAMES.reduce((sum, name) => sum + (detail[name]?.length ?? 0), 0);
}
