import type { ProviderPages } from '../providers/provider-site.ts';
import { shownPage } from '../providers/shown-page.ts';
import type { TextLink } from './contact-links.ts';

/** The links for the addresses of these pages in a banner's words, those that contain others first. */
export function pageLinks(pages: ProviderPages | null): readonly TextLink[] {
  const addresses = new Set(Object.values(pages ?? {}).filter((address) => address !== null));
  return [...addresses]
    .sort((one, other) => other.length - one.length)
    .map((href) => ({ text: shownPage(href), href }));
}
