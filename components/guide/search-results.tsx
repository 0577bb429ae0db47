import type { ReactNode } from 'react';
import type { GuideSearch } from '#lib/core/guide/search/search-guide.ts';
import { ReaderCount } from '../ui/reader-count.tsx';
import { GuideFrame } from './guide-frame.tsx';
import { KindRows } from './kind-rows.tsx';
import { SearchForm } from './search-form.tsx';

const MAX_SHOWN_LENGTH = 80;
const EXAMPLES = ['429', 'insufficient_quota', 'Incorrect API key provided', 'timeout'];

/** The results of a search, best first, or what to try instead. */
export function SearchResults({ search }: { search: GuideSearch }) {
  const { query, keyRemoved, correctedTo, kinds } = search;
  return (
    <GuideFrame>
      <h1 className="text-2xl font-semibold tracking-tight">Error guide</h1>
      <div className="flex flex-col gap-3">
        <SearchForm query={query} />
        {keyRemoved && <KeyNotice />}
      </div>
      <section aria-labelledby="found" className="flex flex-col gap-3">
        <h2 id="found" className="text-lg font-semibold tracking-tight text-pretty">
          {foundMessage(kinds.length, correctedTo ?? query)}
        </h2>
        {correctedTo !== null && kinds.length > 0 && (
          <p className="text-base text-muted">No exact match for {quoted(query)}.</p>
        )}
        {kinds.length === 0 ? <WhatToTry /> : <KindRows kinds={kinds} ordered />}
      </section>
      <a href="/errors" className="btn-line self-start">
        All errors
      </a>
    </GuideFrame>
  );
}

function foundMessage(count: number, query: string): ReactNode {
  if (count === 0) return `No matches for ${quoted(query)}`;
  if (count === 1) return `One match for ${quoted(query)}`;
  return (
    <>
      <ReaderCount count={count} /> matches for {quoted(query)}
    </>
  );
}

function quoted(query: string): string {
  return `“${query.length > MAX_SHOWN_LENGTH ? `${query.slice(0, MAX_SHOWN_LENGTH).trimEnd()}…` : query}”`;
}

function WhatToTry() {
  return (
    <div className="flex flex-col gap-3 text-base text-pretty">
      <p>
        Try the status, the code in the response, or a distinctive word from the message. You can
        also paste a whole message.
      </p>
      <ul aria-label="Examples" className="flex flex-wrap gap-2">
        {EXAMPLES.map((example) => (
          <li key={example}>
            <a href={`/errors?q=${encodeURIComponent(example)}`} className="btn-line">
              {example}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function KeyNotice() {
  return (
    <p className="tone-wait rounded-xl border border-tone-line bg-tone-tint p-4 text-base text-pretty">
      Text that looks like a key was removed from the search. What you type here becomes part of the
      page’s address; if it was a real key, revoke it and create a new one.
    </p>
  );
}
