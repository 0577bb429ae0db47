import { hideKeys } from '../../key/key-like.ts';

/** A cleaned search query. */
export type TypedQuery = {
  /** Trimmed, cut to length, and without anything that looks like a key. Empty if there is no search. */
  query: string;
  /** It contained something that looks like a key, which must not stay in the page's address. */
  heldKey: boolean;
  /** Something that looks like a key was removed from it, now or earlier. */
  keyRemoved: boolean;
};

const HIDDEN_KEY = 'sk-…';
const MAX_QUERY = 1000;

/** Turns typed text into a query, with any key removed. */
export function readTypedQuery(raw: string): TypedQuery {
  // The cut can split a surrogate pair, and half of one makes `encodeURIComponent` throw.
  const typed = raw.slice(0, MAX_QUERY).toWellFormed().trim();
  const query = hideKeys(typed, HIDDEN_KEY);
  return { query, heldKey: query !== typed, keyRemoved: query.includes(HIDDEN_KEY) };
}
