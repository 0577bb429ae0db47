import type { TextLink } from '#lib/core/catalogue/contact-links.ts';
import { BreakableAddress } from './breakable-address.tsx';

/** An address within a sentence, as a link. Pages open in a new tab. */
export function WordLink({ text, href }: TextLink) {
  return (
    <a
      href={href}
      {...(href.startsWith('https:') && { target: '_blank', rel: 'noopener noreferrer' })}
      className="underline underline-offset-2"
    >
      <BreakableAddress text={text} />
    </a>
  );
}
