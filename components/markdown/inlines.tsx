import { Fragment, memo } from 'react';
import { mayHaveMarks } from '#lib/core/markdown/citations/citation-marks.ts';
import { groupInlines, type InlineGroup } from '#lib/core/markdown/layout/group-inlines.ts';
import type { Inline } from '#lib/core/markdown/markdown-tree.ts';
import { breakWords } from '../ui/break-words.tsx';
import {
  CitationLink,
  CitationsContext,
  CitedText,
  NO_CITATIONS,
  useSourceOf,
} from './citations.tsx';
import { FootnoteMark } from './footnotes.tsx';
import { MathView } from './math/math-view.tsx';
import { renderParts } from './render-parts.ts';

type InlinesProps = {
  inlines: readonly Inline[];
  /**
   * More parts of a long paragraph that is streaming in. A part that is the same object does not
   * render again.
   */
  more?: readonly (readonly Inline[])[] | undefined;
};

/**
 * Inline content; very long text is divided into blocks so that a browser can lay it out. The first one has
 * no element of its own, so that nothing is drawn again when a growing text needs a second.
 */
export function Inlines({ inlines, more = [] }: InlinesProps) {
  return renderParts(groupInlines([inlines, ...more]), (group, index) =>
    index === 0 ? (
      <Group key={index} group={group} />
    ) : (
      <span key={index} className="block">
        <Group group={group} />
      </span>
    ),
  );
}

const Group = memo(
  function Group({ group }: { group: InlineGroup }) {
    return renderParts(group, (run, index) => <Run key={index} run={run} />);
  },
  (previous, next) => hasSameItems(previous.group, next.group),
);

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
  return renderParts(inlines, (inline, index) => {
    if (typeof inline !== 'string') {
      const isAside = inline.type === 'link' && isInParentheses(inlines, index);
      return isAside ? (
        <Aside key={index} link={inline} />
      ) : (
        <InlineView key={index} inline={inline} />
      );
    }
    const text = withoutParentheses(inlines, index, inline);
    const isPlain = !mayHaveMarks(text);
    return (
      <Fragment key={index}>{isPlain ? breakWords(text) : <CitedText text={text} />}</Fragment>
    );
  });
}

function isInParentheses(inlines: readonly Inline[], index: number): boolean {
  return endsWith(inlines[index - 1], '(') && startsWith(inlines[index + 1], ')');
}

/** The parentheses around a link are drawn with it, because a number has none. */
function withoutParentheses(inlines: readonly Inline[], index: number, text: string): string {
  const isAfter = isLink(inlines[index - 1]) && isInParentheses(inlines, index - 1);
  const isBefore = isLink(inlines[index + 1]) && isInParentheses(inlines, index + 1);
  return text.slice(isAfter ? 1 : 0, isBefore ? -1 : undefined);
}

function isLink(inline: Inline | undefined): boolean {
  return inline !== undefined && typeof inline !== 'string' && inline.type === 'link';
}

function endsWith(inline: Inline | undefined, end: string): boolean {
  return typeof inline === 'string' && inline.endsWith(end);
}

function startsWith(inline: Inline | undefined, start: string): boolean {
  return typeof inline === 'string' && inline.startsWith(start);
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
    case 'math':
      return <MathView source={inline.source} display={inline.display} />;
    case 'break':
      return <br />;
    case 'footnote':
      return <FootnoteMark label={inline.label} mark={inline.mark} />;
    case 'link':
      return <LinkView link={inline} />;
  }
}

type Link = Extract<Inline, { type: 'link' }>;

/** A link in parentheses, or the number of the source that it cites. */
function Aside({ link }: { link: Link }) {
  const source = useSourceOf(link.href);
  if (source) return <CitationLink source={source} />;
  return (
    <>
      (<LinkView link={link} />)
    </>
  );
}

/** The host is part of the link, so that a screen reader announces both. */
function LinkView({ link }: { link: Link }) {
  return (
    <a
      href={link.href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      referrerPolicy="no-referrer"
    >
      {/* A link can contain no other one. */}
      <CitationsContext value={NO_CITATIONS}>
        <Inlines inlines={link.children} />
      </CitationsContext>
      {link.host !== null && <span className="text-muted"> ({link.host})</span>}
    </a>
  );
}
