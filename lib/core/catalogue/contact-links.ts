/** A link within a text; `text` is exactly as written there. */
export type TextLink = { text: string; href: string };

const HTTPS = /https:\/\/[^\s<>()"']*[^\s<>()"'.,;:!?]/gi;
const BETWEEN_WORDS = /[\s<>()"',;:?&%]/;
const EMAIL = /^[^@]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/i;

/**
 * Finds the links in `STARLIGHT_CONTACT`: email and https addresses only. "Ada <ada@example.org>"
 * has one; "Ada", "http://…" and "javascript:…" have none.
 */
export function contactLinks(contact: string | null): readonly TextLink[] {
  if (contact === null) return [];
  const pages = (contact.match(HTTPS) ?? []).flatMap((text): TextLink[] => {
    const url = URL.parse(text);
    return url?.protocol === 'https:' ? [{ text, href: url.href }] : [];
  });
  const rest = contact.replace(HTTPS, ' ').replace(/\b[a-z]+:\/\/\S*/gi, ' ');
  const addresses = rest.split(BETWEEN_WORDS).flatMap((word): TextLink[] => {
    const [text] = EMAIL.exec(word) ?? [];
    return text === undefined ? [] : [{ text, href: `mailto:${text}` }];
  });
  return [...pages, ...addresses];
}
