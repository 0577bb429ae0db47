import type { TextLink } from '#lib/core/catalogue/contact-links.ts';
import { splitAtLinks } from '#lib/core/catalogue/split-at-links.ts';
import { WordLink } from './word-link.tsx';

/** A banner's words, with links to the contact they mention and to OpenAI's pages. */
export function LinkedText({ words, contacts }: { words: string; contacts: readonly TextLink[] }) {
  return splitAtLinks(words, contacts).map((part) =>
    typeof part === 'string' ? part : <WordLink key={part.text} {...part} />,
  );
}
