import { hideKeys } from '../key-like.ts';

/** What is looked for. */
export type TypedQuery = {
  /** Trimmed, cut, and without anything like a key. Empty: nothing is looked for. */
  query: string;
  /** Something like a key stood in it, which may not stay in the page's address. */
  heldKey: boolean;
  /** Something like a key was taken out of it, now or before. */
  keyLeftOut: boolean;
};

const HIDDEN_KEY = 'sk-…';
const MAX_QUERY = 1000;

/** Takes what was typed for a query, and a key out of it. */
export function readTypedQuery(raw: string): TypedQuery {
  // The cut can fall into a character, and half of one makes `encodeURIComponent` throw.
  const typed = raw.slice(0, MAX_QUERY).toWellFormed().trim();
  const query = hideKeys(typed, HIDDEN_KEY);
  return { query, heldKey: query !== typed, keyLeftOut: query.includes(HIDDEN_KEY) };
}
