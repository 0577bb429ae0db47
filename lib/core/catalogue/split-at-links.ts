import type { TextLink } from './contact-links.ts';

const OPENAI_PAGE = /((?:platform|status|help)\.openai\.com(?:\/[\w/-]{0,200})?)/;

/** A banner's words in parts: the contacts they name and the pages of OpenAI's are links, the rest is text. */
export function splitAtLinks(
  words: string,
  contacts: readonly TextLink[],
): readonly (string | TextLink)[] {
  const parts = contacts.reduce<readonly (string | TextLink)[]>(
    (known, contact) =>
      known.flatMap((part) => (typeof part === 'string' ? splitAt(part, contact) : [part])),
    [words],
  );
  return parts.flatMap((part) => (typeof part === 'string' ? splitAtPages(part) : [part]));
}

function splitAt(text: string, link: TextLink): (string | TextLink)[] {
  return text.split(link.text).flatMap((part, at) => (at === 0 ? [part] : [link, part]));
}

/** Split by a pattern with a group, every second part is what matched. */
function splitAtPages(text: string): (string | TextLink)[] {
  return text
    .split(OPENAI_PAGE)
    .map((part, at) => (at % 2 === 0 ? part : { text: part, href: `https://${part}` }));
}
