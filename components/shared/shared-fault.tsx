import type { SharedLinkFault } from '#lib/client/share/shared-link.ts';
import { assertNever } from '#lib/core/assert-never.ts';
import { formatBytes } from '#lib/core/text/format-bytes.ts';

/** Why a link doesn't open, and what to do. */
export function SharedFault({ fault }: { fault: SharedLinkFault }) {
  const { title, text } = wordsOf(fault);
  return (
    <section role="alert" className="tone-wait rounded-xl border border-tone-line bg-tone-tint p-4">
      <h1 className="text-base font-semibold text-tone-text">{title}</h1>
      <p className="mt-1 text-base">{text}</p>
    </section>
  );
}

function wordsOf(fault: SharedLinkFault): { title: string; text: string } {
  const askAgain = 'Ask the person who sent it for the complete link or for an HTML file.';
  switch (fault.kind) {
    case 'empty':
      return {
        title: 'This link has no conversation in it.',
        text: `A shared conversation is in the link itself, after the # sign. ${askAgain}`,
      };
    case 'damaged':
      return {
        title: 'This link is incomplete or was changed.',
        text: `Some apps cut long links off. ${askAgain}`,
      };
    case 'too_long':
      return {
        title: 'This link is too long.',
        text: `It has ${formatBytes(fault.length)}, and a link has at most ${formatBytes(fault.limit)}. ${askAgain}`,
      };
    case 'too_large':
      return {
        title: 'This link contains too much.',
        text: `Unpacked, a conversation has at most ${formatBytes(fault.limit)}. Starlight made no such link, so it wasn't opened.`,
      };
    case 'unknown_version':
      return {
        title: 'This link was made by a newer version of Starlight.',
        text: `It has format ${fault.version}, and this site knows format 1. Reload the page, or ask for an HTML file.`,
      };
    case 'invalid_field':
      return {
        title: "This link doesn't contain a conversation.",
        text: `The field “${fault.field}” isn't valid, so nothing was opened.`,
      };
    case 'unsupported':
      return {
        title: 'This browser is too old to open the link.',
        text: 'Update it, or open the link in another browser.',
      };
    default:
      return assertNever(fault);
  }
}
