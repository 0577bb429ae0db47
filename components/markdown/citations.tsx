import { createContext, Fragment, useContext } from 'react';
import { splitAtMarks } from '#lib/core/markdown/citations/citation-marks.ts';
import type { NumberedSource, SourcesByMark } from '#lib/core/markdown/citations/number-sources.ts';
import { breakWords } from '../ui/break-words.tsx';
import { renderParts } from './render-parts.ts';

type Citations = {
  sources: SourcesByMark;
  /** The numbers that may stand in brackets alone. */
  written: ReadonlySet<number>;
  /** Whether a link in parentheses to a source is drawn as its number: once the reply has ended. */
  replacesLinks: boolean;
};

export const NO_CITATIONS: Citations = {
  sources: new Map(),
  written: new Set(),
  replacesLinks: false,
};

/** The sources of the reply that is drawn. */
export const CitationsContext = createContext<Citations>(NO_CITATIONS);

/** Text in which the marks of sources become numbered links. */
export function CitedText({ text }: { text: string }) {
  const { sources, written } = useContext(CitationsContext);
  return renderParts(splitAtMarks(text, sources, written), (part, index) => {
    const source = typeof part === 'string' ? undefined : sources.get(part.number);
    return source ? (
      <CitationLink key={index} source={source} />
    ) : (
      <Fragment key={index}>{breakWords(typeof part === 'string' ? part : part.mark)}</Fragment>
    );
  });
}

/** The source that a link leads to, if its number should stand for the link. */
export function useSourceOf(href: string): NumberedSource | undefined {
  const { sources, replacesLinks } = useContext(CitationsContext);
  return replacesLinks ? [...sources.values()].find((source) => source.href === href) : undefined;
}

/** The number of a source; a link if one may lead there. */
export function CitationLink({ source: { number, href, host } }: { source: NumberedSource }) {
  if (href === null) return <span className="citation">{number}</span>;
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      referrerPolicy="no-referrer"
      className="citation"
      aria-label={`Source ${number}: ${host}`}
    >
      {number}
    </a>
  );
}
