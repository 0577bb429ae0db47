import 'server-only';
import type { DemoMessage } from '../stream/completion-request.ts';
import { CITING_TEXT } from './reply-members.ts';

/** A simulated search, and what it adds to the reply. */
type DemoSearch = { query: string | null; found: string };

const MAX_QUERY_LENGTH = 80;

/** Nothing is looked up: whatever the question, the same pages are found. */
const FOUND_TEXT = `\n\n### Found on the web\n\n${CITING_TEXT}`;

/**
 * The search for the last question. A reply that is only continued has what was found, without another
 * search.
 */
export function searchFor(messages: readonly DemoMessage[]): DemoSearch {
  const last = messages.findLast(({ role }) => role === 'user' || role === 'assistant');
  const [line = ''] = last?.role === 'user' ? last.text.trim().split('\n', 1) : [];
  return { query: line.slice(0, MAX_QUERY_LENGTH) || null, found: FOUND_TEXT };
}

/** The tool of a search as Groq's Compound writes it: once when it starts, and once with its output. */
export function searchTool(query: string, output?: string): object {
  return {
    index: 0,
    type: 'search',
    arguments: JSON.stringify({ query }),
    ...(output !== undefined && { output }),
  };
}
