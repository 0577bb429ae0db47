import 'server-only';
import { ERROR_KINDS, type ErrorKind, isErrorKind } from '#lib/core/errors/error-kinds.ts';
import { wireNameOfKind, wireNamesOf } from '#lib/core/guide/wire/wire-names.ts';
import { UPSTREAM_FAULTS } from '#lib/core/upstream-faults/upstream-faults.ts';

const KINDS = Object.keys(ERROR_KINDS).filter(isErrorKind);
const SPELLED_OUT = KINDS.filter((kind) => kind.includes('_'))
  .map((kind) => ({ kind, words: kind.replaceAll('_', ' ') }))
  .toSorted((a, b) => b.words.length - a.words.length);

// Several kinds share a code: the kind that usually has it takes precedence.
const KINDS_BY_CODE: ReadonlyMap<string, ErrorKind> = new Map(
  [
    ...KINDS.map((kind) => [wireNameOfKind(kind) ?? kind, kind] as const),
    ...UPSTREAM_FAULTS.flatMap((fault) =>
      wireNamesOf(fault).codes.map((code) => [code, fault.kind] as const),
    ),
  ]
    .map(([code, kind]) => [code.toLowerCase(), kind] as const)
    .toReversed(),
);

/**
 * The kind a question names, by Starlight's name or by a code such as `insufficient_quota` or
 * `ECONNREFUSED`. A one-word name is also an ordinary word, so it counts only in backticks.
 */
export function namedKind(question: string): ErrorKind | null {
  const quoted = [...question.matchAll(/`([a-z_]{1,40})`/g)].map(([, name = '']) => name);
  const words = question.match(/[A-Za-z][A-Za-z_]{2,63}/g) ?? [];
  const codes = words.filter((word) => word.includes('_') || word === word.toUpperCase());
  const names = [...quoted, ...codes.map((code) => code.toLowerCase())];
  const lower = question.toLowerCase();
  return (
    names.find(isErrorKind) ??
    names.map((name) => KINDS_BY_CODE.get(name)).find((kind) => kind !== undefined) ??
    SPELLED_OUT.find(({ words }) => lower.includes(words))?.kind ??
    null
  );
}
