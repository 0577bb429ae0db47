import type { TextLink } from '#lib/core/contact-links.ts';
import { splitAtLinks } from '#lib/core/split-at-links.ts';

/** A banner's words, with the contact they name and the pages of OpenAI's as links. */
export function LinkedWords({ words, contacts }: { words: string; contacts: readonly TextLink[] }) {
  return splitAtLinks(words, contacts).map((part) => {
    if (typeof part === 'string') return part;
    const { text, href } = part;
    return (
      <a
        key={text}
        href={href}
        {...(href.startsWith('https:') && { target: '_blank', rel: 'noopener noreferrer' })}
        className="underline underline-offset-2"
      >
        {text}
      </a>
    );
  });
}
