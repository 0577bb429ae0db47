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

/** The pages of a reply, each once, in order. A page that is cited often has the number of its first place. */
export function numberSources(sources: readonly Source[]): readonly NumberedSource[] {
  const pages = new Map<string, NumberedSource>();
  for (const { url, title = '' } of sources) {
    const known = pages.get(url);
    const shown = stripInvisible(title).replace(/\s+/g, ' ').trim();
    if (known) known.title ||= shown;
    else pages.set(url, { number: pages.size + 1, url, ...linkOf(url), title: shown });
  }
  return [...pages.values()];
}

function linkOf(url: string): Pick<NumberedSource, 'href' | 'host'> {
  const href = safeHref(url);
  return { href, host: href === null ? '' : new URL(href).host };
}
