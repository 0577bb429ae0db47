import type { Source } from '../../chat/reply-extras.ts';
import { safeHref } from '../links/safe-href.ts';
import { stripInvisible } from '../links/visible-text.ts';

/** A page that a reply cites, as the reader sees it. */
export type NumberedSource = {
  /** Counts from 1. */
  number: number;
  url: string;
  /** The address to link to; null if no link may lead there. */
  href: string | null;
  /** Where the link really leads; '' if nowhere. */
  host: string;
  /** '' if the upstream names none. */
  title: string;
};

/** The page of each number that a text refers to. One page can have several, and some numbers have none. */
export type SourcesByMark = ReadonlyMap<number, NumberedSource>;

/**
 * The pages of a reply, each once, in the order of their numbers: the first by which the text refers to a
 * page, otherwise one that the text doesn't use.
 */
export function numberSources(sources: readonly Source[]): readonly NumberedSource[] {
  return [...new Set(markSources(sources).values())].sort((a, b) => a.number - b.number);
}

/** The same pages by all of their numbers. A number that two pages have leads to neither. */
export function markSources(sources: readonly Source[]): SourcesByMark {
  const owners = ownersOf(sources);
  const pages = new Map<string, NumberedSource>();
  const marked = new Map<number, NumberedSource>();
  let next = Math.max(0, ...owners.keys()) + 1;

  const addPage = (url: string): NumberedSource => {
    const own = sources.flatMap(({ number = 0, ...source }) =>
      source.url === url && owners.get(number) === url ? number : [],
    );
    const numbers = own.length > 0 ? own : [next++];
    const page = { number: Math.min(...numbers), url, ...linkOf(url), title: '' };
    pages.set(url, page);
    for (const number of numbers) marked.set(number, page);
    return page;
  };

  for (const { url, title = '' } of sources) {
    const page = pages.get(url) ?? addPage(url);
    page.title ||= stripInvisible(title).replace(/\s+/g, ' ').trim();
  }
  return marked;
}

/**
 * The numbers that may stand in brackets alone (`[1]`): those that the upstream gives, or else those of pages
 * whose place in the text it does not say. Where it says the place, `[1]` is what the model wrote about.
 */
export function writtenNumbers(sources: readonly Source[]): ReadonlySet<number> {
  const owners = ownersOf(sources);
  if (owners.size > 0) return new Set(owners.keys());
  const placed = new Set(sources.flatMap(({ url, end }) => (end === undefined ? [] : url)));
  const pages = numberSources(sources).filter(({ url }) => !placed.has(url));
  return new Set(pages.map(({ number }) => number));
}

/** Whose number each is; null if it is that of several pages, as in a reply that was continued. */
function ownersOf(sources: readonly Source[]): ReadonlyMap<number, string | null> {
  const owners = new Map<number, string | null>();
  for (const { url, number } of sources) {
    if (number === undefined) continue;
    const owner = owners.get(number);
    owners.set(number, owner === undefined || owner === url ? url : null);
  }
  return owners;
}

function linkOf(url: string): Pick<NumberedSource, 'href' | 'host'> {
  const href = safeHref(url);
  return { href, host: href === null ? '' : new URL(href).host };
}
