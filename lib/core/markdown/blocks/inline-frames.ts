import type { Inline } from '../markdown-tree.ts';

/** The few HTML elements that are drawn, without attributes. All others stay text. */
type DrawnTag = 'sub' | 'sup' | 'kbd';

/** Collects inlines, with those between two tags as their children. */
type InlineFrames = {
  add: (inline: Inline) => void;
  /** Takes a tag as it was written. */
  addTag: (raw: string) => void;
  /** All of it; tags that have no partner are text. */
  end: () => Inline[];
};

type Frame = { tag: DrawnTag; raw: string; inlines: Inline[] };

const TAG = /^<(\/?)(sub|sup|kbd)\s?>$/i;
// Deeper ones are text, so that many tags without a partner stay cheap.
const MAX_DEPTH = 8;

export function createInlineFrames(): InlineFrames {
  const inlines: Inline[] = [];
  const open: Frame[] = [];
  const current = () => open.at(-1)?.inlines ?? inlines;

  const closeLast = (): Frame | undefined => {
    const frame = open.pop();
    if (frame) {
      append(current(), frame.raw);
      for (const inline of frame.inlines) append(current(), inline);
    }
    return frame;
  };

  const close = (tag: DrawnTag): boolean => {
    const at = open.findLastIndex((frame) => frame.tag === tag);
    if (at === -1) return false;
    while (open.length > at + 1) closeLast();
    const children = open.pop()?.inlines ?? [];
    if (children.length > 0) append(current(), { type: tag, children });
    return true;
  };

  return {
    add: (inline) => append(current(), inline),
    addTag(raw) {
      const [, slash, name = ''] = TAG.exec(raw) ?? [];
      const tag = name.toLowerCase();
      if (!isDrawnTag(tag)) append(current(), raw);
      else if (slash === '/') {
        if (!close(tag)) append(current(), raw);
      } else if (open.length < MAX_DEPTH) open.push({ tag, raw, inlines: [] });
      else append(current(), raw);
    },
    end() {
      while (closeLast());
      return inlines;
    },
  };
}

function isDrawnTag(tag: string): tag is DrawnTag {
  return tag === 'sub' || tag === 'sup' || tag === 'kbd';
}

/** Merges adjacent strings. */
function append(inlines: Inline[], inline: Inline): void {
  const last = inlines.at(-1);
  if (typeof inline === 'string' && typeof last === 'string')
    inlines[inlines.length - 1] = last + inline;
  else if (inline !== '') inlines.push(inline);
}
