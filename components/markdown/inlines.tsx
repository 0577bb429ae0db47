import { Fragment } from 'react';
import { groupInlines } from '#lib/core/markdown/group-inlines.ts';
import type { Inline } from '#lib/core/markdown/markdown-tree.ts';
import { breakWords } from '../ui/break-words.tsx';
import { drawInOrder } from './draw-in-order.ts';

/** Text with its marks; in blocks where there is very much of it, so that a browser can lay it out. */
export function Inlines({ of }: { of: readonly Inline[] }) {
  const groups = groupInlines(of);
  if (groups.length <= 1) return drawInlines(of);
  return drawInOrder(groups, (group, place) => (
    <span key={place} className="block">
      {drawInlines(group)}
    </span>
  ));
}

function drawInlines(inlines: readonly Inline[]) {
  return drawInOrder(inlines, (inline, place) =>
    typeof inline === 'string' ? (
      <Fragment key={place}>{breakWords(inline)}</Fragment>
    ) : (
      <InlineView key={place} inline={inline} />
    ),
  );
}

function InlineView({ inline }: { inline: Exclude<Inline, string> }) {
  switch (inline.type) {
    case 'strong':
      return (
        <strong>
          <Inlines of={inline.children} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Inlines of={inline.children} />
        </em>
      );
    case 'strike':
      return (
        <del>
          <Inlines of={inline.children} />
        </del>
      );
    case 'code':
      return <code>{breakWords(inline.text)}</code>;
    case 'break':
      return <br />;
    case 'link':
      return <LinkView link={inline} />;
  }
}

type Link = Extract<Inline, { type: 'link' }>;

/** The host is part of the link, so that whoever hears the link hears it too. */
function LinkView({ link }: { link: Link }) {
  return (
    <a
      href={link.href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      referrerPolicy="no-referrer"
    >
      <Inlines of={link.children} />
      {link.host !== null && <span className="text-muted"> ({link.host})</span>}
    </a>
  );
}
