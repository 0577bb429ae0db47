import type { Grouped } from './values/grouped.ts';

/** Text, or formatted text. Every string is plain: entities are decoded, nothing is HTML. */
export type Inline =
  | string
  | { type: 'strong' | 'emphasis' | 'strike' | 'sub' | 'sup' | 'kbd'; children: readonly Inline[] }
  | { type: 'code'; text: string }
  | { type: 'break' }
  /** The mark of a footnote: its label, and as it was written. */
  | { type: 'footnote'; label: string; mark: string }
  | {
      type: 'math';
      /** With the marks around it, as written. */
      source: string;
      /** Whether it has lines of its own. */
      display: boolean;
    }
  | {
      type: 'link';
      /** http, https or mailto; absolute, as the URL parser writes it. */
      href: string;
      /** The real host, if the text looks like a different one. */
      host: string | null;
      children: readonly Inline[];
    };

export type ColumnAlign = 'left' | 'center' | 'right' | null;
type TableCell = readonly Inline[];
/** As many cells as were written: a short row has fewer than its table has columns. */
export type TableRow = readonly TableCell[];

export type ListItem = {
  /** `null` unless the item is a task. */
  checked: boolean | null;
  blocks: readonly Block[];
};

/** Why text is shown as written, if that needs explaining. */
export type TooMuch = 'cells' | 'columns' | 'length';

export type ContentBlock =
  | {
      type: 'paragraph';
      children: readonly Inline[];
      /**
       * Parts after `children` while a long paragraph streams in. An unchanged part is the same
       * object.
       */
      more?: readonly (readonly Inline[])[];
    }
  | { type: 'heading'; level: 1 | 2 | 3 | 4 | 5 | 6; children: readonly Inline[] }
  | { type: 'rule' }
  | {
      type: 'code';
      /** The first word of the info string, as written; '' if there is none. */
      language: string;
      /** Complete lines, each with its line break, about fifty to a chunk. */
      chunks: readonly string[];
      /** Whether more lines may still arrive. */
      open: boolean;
    }
  | { type: 'quote'; blocks: readonly Block[] }
  | {
      type: 'list';
      ordered: boolean;
      start: number;
      /** Whether items are separated by blank lines. */
      loose: boolean;
      items: Grouped<ListItem>;
    }
  | {
      type: 'table';
      align: readonly ColumnAlign[];
      header: TableRow;
      rows: Grouped<TableRow>;
    }
  /** Text as written: HTML, or content that is too much to format. */
  | { type: 'literal'; chunks: readonly string[]; tooMuch: TooMuch | null };

/**
 * The tags of a disclosure and its title, as they were written; `nestDetails` puts what is between them
 * into it.
 */
type DetailsTag =
  | { type: 'details'; raw: string; isOpen: boolean }
  | { type: 'details-end'; raw: string }
  | { type: 'summary'; raw: string; children: readonly Inline[] };

/** A note, where it was written; `mark` is what it was written after. */
export type FootnoteBlock = {
  type: 'footnote';
  label: string;
  mark: string;
  blocks: readonly Block[];
};

export type Block = ContentBlock | DetailsTag | FootnoteBlock;

/** A reply, ready to render. */
export type MarkdownDocument = Grouped<Block>;
