import 'server-only';
import { MAX_EXTRAS } from '#lib/core/chat/extra-limits.ts';
import type { WebSearch } from '#lib/core/chat/reply-extras.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import { groundingsOf, type Holders, itemsOf } from './read-source-lists.ts';
import { toShownLine } from './to-shown-line.ts';

/** Tells a reply's searches, as far as their query is known, each once. */
type SearchCollector = {
  take: (holders: Holders) => WebSearch[];
  /** The end of a search that nothing else ended. */
  rest: () => WebSearch[];
};

type Search = { query: unknown; isDone: boolean };

const MAX_QUERY_LENGTH = 300;

/** Only one search is open at a time, as whoever collects them takes a `done` for the end of the last one. */
export function createSearchCollector(): SearchCollector {
  const seen = new Set<string>();
  let open: string | null = null;

  const close = (): WebSearch[] => {
    if (open === null) return [];
    const query = open;
    open = null;
    return [{ status: 'done', query }];
  };

  const tell = ({ query: written, isDone }: Search): WebSearch[] => {
    const query = toShownLine(written, MAX_QUERY_LENGTH);
    if (query === undefined) return [];
    if (query === open) return isDone ? close() : [];
    if (seen.has(query) || seen.size >= MAX_EXTRAS.searches) return [];
    seen.add(query);
    const ended = close();
    if (isDone) return [...ended, { status: 'done', query }];
    open = query;
    return [...ended, { status: 'searching', query }];
  };

  return { take: (holders) => searchesOf(holders).flatMap(tell), rest: close };
}

function searchesOf({ chunk, choice, message }: Holders): Search[] {
  return [
    // Groq, "Compound": the tool comes once when it starts and once with its results.
    ...itemsOf(message['executed_tools']).map((tool) => ({
      query: queryOf(fieldOf(tool, 'arguments')),
      isDone: Boolean(fieldOf(tool, 'output')) || Boolean(fieldOf(tool, 'search_results')),
    })),
    // Perplexity, "Pro Search".
    ...[message, choice, chunk].flatMap((holder) =>
      itemsOf(holder['reasoning_steps']).flatMap((step) => {
        const search = fieldOf(step, 'web_search');
        return done(itemsOf(fieldOf(search, 'search_keywords')));
      }),
    ),
    // Zhipu, "Web Search in Chat".
    ...done(itemsOf(chunk['search_intent']).map((intent) => fieldOf(intent, 'query'))),
    // Google, "Grounding with Google Search".
    ...groundingsOf(chunk, choice, message).flatMap((grounding) =>
      done([
        ...itemsOf(fieldOf(grounding, 'webSearchQueries')),
        ...itemsOf(fieldOf(grounding, 'web_search_queries')),
      ]),
    ),
  ];
}

function done(queries: readonly unknown[]): Search[] {
  return queries.map((query) => ({ query, isDone: true }));
}

function queryOf(written: unknown): unknown {
  return fieldOf(typeof written === 'string' ? parseJson(written) : written, 'query');
}
