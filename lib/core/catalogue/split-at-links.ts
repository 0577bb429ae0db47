import type { TextLink } from './contact-links.ts';

const OPENAI_PAGE = /((?:platform|status|help)\.openai\.com(?:\/[\w/-]{0,200})?)/;

/** Splits a banner's text into links (the given contacts and OpenAI's pages) and the text between them. */
export function splitAtLinks(
  words: string,
  contacts: readonly TextLink[],
): readonly (string | TextLink)[] {
  const split = contacts.reduce<readonly (string | TextLink)[]>(
    (parts, contact) =>
      parts.flatMap((part) => (typeof part === 'string' ? splitAt(part, contact) : [part])),
    [words],
  );
  return split.flatMap((part) => (typeof part === 'string' ? splitAtPages(part) : [part]));
}

function splitAt(text: string, link: TextLink): (string | TextLink)[] {
  return text.split(link.text).flatMap((part, at) => (at === 0 ? [part] : [link, part]));
}

/** When a string is split by a pattern with a group, every second part is a match. */
function splitAtPages(text: string): (string | TextLink)[] {
  return text
    .split(OPENAI_PAGE)
    .map((part, at) => (at % 2 === 0 ? part : { text: part, href: `https://${part}` }));
}
