import { MODEL_ID } from '../chat/model-id.ts';

/** What STARLIGHT_MODELS says, if more than names. */
export type ModelSelection = {
  /** Names and patterns (with `*`) in the order written. */
  entries: readonly string[];
  /** Patterns and names that are never offered. */
  excluded: readonly string[];
};

/** A model ID in which any part may be `*`. */
const PATTERN = /^[\w./@~*][\w.:/@~+*-]{0,99}$/;

/**
 * Reads the entries of STARLIGHT_MODELS: model IDs, patterns such as `gpt-*`, exclusions such as
 * `!*-preview`, and `auto` for every chat model.
 *
 * @returns the first entry that is none of these, if any; what the others say
 */
export function readModelSelection(entries: readonly string[]): {
  selection: ModelSelection;
  unreadable: string | undefined;
} {
  const readable = entries.filter(isReadable);
  return {
    selection: {
      entries: unique(readable.filter((entry) => !isExclusion(entry)).map(toPattern)),
      excluded: unique(readable.filter(isExclusion).map((entry) => toPattern(entry.slice(1)))),
    },
    unreadable: entries.find((entry) => !isReadable(entry)),
  };
}

/** Whether an entry of a selection is a pattern rather than a name. */
export function isPattern(entry: string): boolean {
  return entry.includes('*');
}

/** The names in a selection, in order, without the excluded ones. */
export function exactNamesOf({ entries, excluded }: ModelSelection): string[] {
  return entries.filter((entry) => !isPattern(entry) && !matchesAny(entry, excluded));
}

/** Whether one of the patterns matches. */
export function matchesAny(id: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matchesPattern(id, pattern));
}

/**
 * Whether a pattern describes the whole ID; `*` stands for any characters, also none. Case does not
 * matter. Each part is searched once, from the left, so the time is that of finding a few words.
 */
export function matchesPattern(id: string, pattern: string): boolean {
  const [first = '', ...others] = pattern.toLowerCase().split('*');
  const text = id.toLowerCase();
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of others) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

function isExclusion(entry: string): boolean {
  return entry.startsWith('!');
}

function isReadable(entry: string): boolean {
  if (isExclusion(entry)) return PATTERN.test(entry.slice(1));
  return isPattern(entry) ? PATTERN.test(entry) : MODEL_ID.test(entry);
}

function toPattern(entry: string): string {
  return entry === 'auto' ? '*' : entry;
}

function unique(entries: readonly string[]): string[] {
  return [...new Set(entries)];
}
