import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { WebSearch } from '#lib/core/chat/reply-extras.ts';
import { searchQueries, searchTitle } from '#lib/core/chat/search-title.ts';
import { heldPlace } from '../chat/held-place.ts';
import { breakWords } from '../ui/break-words.tsx';

type SearchesProps = { searches: readonly WebSearch[]; running: boolean };

/** What the model searched the web for: one line, and the queries on demand if there are several. */
export function Searches({ searches, running }: SearchesProps) {
  const [isOpen, setIsOpen] = useState(false);
  const listId = useId();
  const title = searchTitle(searches, running);
  const queries = searchQueries(searches);
  if (running && searches.at(-1)?.status === 'searching') {
    return (
      <p className="flex min-h-6 items-center gap-2 text-base text-muted pointer-coarse:min-h-11">
        <span aria-hidden className="size-2 shrink-0 rounded-full bg-accent" />
        <bdi>{breakWords(title)}</bdi>
      </p>
    );
  }
  if (queries.length < 2) {
    return (
      <p className="text-muted">
        <bdi>{breakWords(title)}</bdi>
      </p>
    );
  }
  const toggle = () => {
    if (!isOpen && !running) heldPlace.notify();
    setIsOpen(!isOpen);
  };
  return (
    <div className="flex min-w-0 flex-col items-start gap-2">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        onClick={toggle}
        className="-mx-1 inline-flex min-h-6 items-center gap-1 rounded px-1 text-start text-muted transition-colors duration-150 ease-calm hover:text-text pointer-coarse:min-h-11"
      >
        {title}
        <ChevronRight
          aria-hidden
          className={`mirrored size-4 shrink-0 transition-transform duration-150 ease-calm ${isOpen ? 'turned' : ''}`}
        />
      </button>
      {isOpen && (
        <ul id={listId} aria-label="Searches" className="border-s-2 border-line ps-4 text-muted">
          {queries.map((query) => (
            <li key={query}>
              <bdi>{breakWords(query)}</bdi>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
