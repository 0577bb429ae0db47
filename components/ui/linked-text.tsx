import type { TextLink } from '#lib/core/catalogue/contact-links.ts';
import { splitAtLinks } from '#lib/core/catalogue/split-at-links.ts';
import { WordLink } from './word-link.tsx';

/** A banner's words, with the given links where they mention them, and with links to OpenAI's pages. */
export function LinkedText({ words, links }: { words: string; links: readonly TextLink[] }) {
  return splitAtLinks(words, links).map((part) =>
    typeof part === 'string' ? part : <WordLink key={part.text} {...part} />,
  );
}
