import { useMemo, useState } from 'react';
import type { Source } from '#lib/core/chat/reply-extras.ts';
import { type NumberedSource, numberSources } from '#lib/core/markdown/citations/number-sources.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';
import { heldPlace } from '../chat/held-place.ts';

/** More sources than one more than this are shown on demand. */
const SHOWN = 5;

/** The pages that a reply cites, with the numbers they have in its text. Nothing is loaded from them. */
export function SourceList({ sources }: { sources: readonly Source[] }) {
  const [showsAll, setShowsAll] = useState(false);
  const pages = useMemo(() => numberSources(sources), [sources]);
  const isLong = pages.length > SHOWN + 1;
  const shown = isLong && !showsAll ? pages.slice(0, SHOWN) : pages;
  return (
    <div className="min-w-0 border-t border-line pt-3">
      <h4 className="font-medium text-muted">Sources</h4>
      <ol className="mt-1.5 flex flex-col gap-1 pointer-coarse:gap-0">
        {shown.map((source) => (
          <SourceItem key={source.number} source={source} />
        ))}
      </ol>
      {isLong && (
        <button
          type="button"
          aria-expanded={showsAll}
          className="btn-quiet mt-1 -ms-3 text-muted"
          onClick={() => {
            heldPlace.notify();
            setShowsAll(!showsAll);
          }}
        >
          {showsAll ? 'Show fewer' : `Show all ${formatCount(pages.length)} sources`}
        </button>
      )}
    </div>
  );
}

function SourceItem({ source: { number, href, host, title, url } }: { source: NumberedSource }) {
  const name = title === '' ? (href ?? url).replace(/^https:\/\//, '') : title;
  return (
    <li className="flex min-w-0 gap-2 pointer-coarse:py-2">
      <span className="min-w-5 shrink-0 text-end text-muted tabular-nums">{number}</span>
      {/* A long title is cut, never the host after it. */}
      <span className="flex min-w-0 flex-wrap gap-x-1.5">
        {href === null ? (
          <bdi className="line-clamp-2 min-w-0">{name}</bdi>
        ) : (
          <a
            href={href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            referrerPolicy="no-referrer"
            className="line-clamp-2 min-w-0 text-text underline decoration-line underline-offset-2 hover:decoration-text"
          >
            <bdi>{name}</bdi>
          </a>
        )}
        {title !== '' && <span className="min-w-0 text-muted">{host}</span>}
      </span>
    </li>
  );
}
