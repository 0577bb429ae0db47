import type { TextLink } from '#lib/core/contact-links.ts';
import { splitAtLinks } from '#lib/core/split-at-links.ts';
import { WordLink } from '../ui/word-link.tsx';

/** A banner's words, with the contact they name and the pages of OpenAI's as links. */
export function LinkedWords({ words, contacts }: { words: string; contacts: readonly TextLink[] }) {
  return splitAtLinks(words, contacts).map((part) =>
    typeof part === 'string' ? part : <WordLink key={part.text} {...part} />,
  );
}
