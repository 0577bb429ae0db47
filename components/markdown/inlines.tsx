import { Fragment, memo } from 'react';
import { groupInlines, type InlineGroup } from '#lib/core/markdown/layout/group-inlines.ts';
import type { Inline } from '#lib/core/markdown/markdown-tree.ts';
import { breakWords } from '../ui/break-words.tsx';
import { renderParts } from './render-parts.ts';

type InlinesProps = {
  inlines: readonly Inline[];
  /**
   * More parts of a long paragraph that is streaming in. A part that is the same object does not
   * render again.
   */
  more?: readonly (readonly Inline[])[] | undefined;
};

/** Inline content; very long text is divided into blocks so that a browser can lay it out. */
export function Inlines({ inlines, more = [] }: InlinesProps) {
  const groups = groupInlines([inlines, ...more]);
  if (groups.length <= 1) return renderRuns(groups[0] ?? []);
  return renderParts(groups, (group, index) => (
    <span key={index} className="block">
      <Group group={group} />
    </span>
  ));
}

const Group = memo(
  function Group({ group }: { group: InlineGroup }) {
    return renderRuns(group);
  },
  (previous, next) => hasSameItems(previous.group, next.group),
);

function renderRuns(group: InlineGroup) {
  return renderParts(group, (run, index) => <Run key={index} run={run} />);
}

const Run = memo(
  function Run({ run }: { run: readonly Inline[] }) {
    return renderInlines(run);
  },
  (previous, next) => hasSameItems(previous.run, next.run),
);

/** Parts that were parsed again and are equal are the same object: see `reuseEqual`. */
function hasSameItems(previous: readonly unknown[], next: readonly unknown[]): boolean {
  return previous.length === next.length && previous.every((item, index) => item === next[index]);
}

function renderInlines(inlines: readonly Inline[]) {
  return renderParts(inlines, (inline, index) =>
    typeof inline === 'string' ? (
      <Fragment key={index}>{breakWords(inline)}</Fragment>
    ) : (
      <InlineView key={index} inline={inline} />
    ),
  );
}

function InlineView({ inline }: { inline: Exclude<Inline, string> }) {
  switch (inline.type) {
    case 'strong':
      return (
        <strong>
          <Inlines inlines={inline.children} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Inlines inlines={inline.children} />
        </em>
      );
    case 'strike':
      return (
        <del>
          <Inlines inlines={inline.children} />
        </del>
      );
    case 'sub':
    case 'sup':
    case 'kbd': {
      const Element = inline.type;
      return (
        <Element>
          <Inlines inlines={inline.children} />
        </Element>
      );
    }
    case 'code':
      return <code>{breakWords(inline.text)}</code>;
    case 'break':
      return <br />;
    case 'link':
      return <LinkView link={inline} />;
  }
}

type Link = Extract<Inline, { type: 'link' }>;

/** The host is part of the link, so that a screen reader announces both. */
function LinkView({ link }: { link: Link }) {
  return (
    <a
      href={link.href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      referrerPolicy="no-referrer"
    >
      <Inlines inlines={link.children} />
      {link.host !== null && <span className="text-muted"> ({link.host})</span>}
    </a>
  );
}
