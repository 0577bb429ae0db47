import type { Grouped } from './values/grouped.ts';

/** Text, or marked-up text. Every string is plain: entities are decoded, nothing is HTML. */
export type Inline =
  | string
  | { type: 'strong' | 'emphasis' | 'strike'; children: readonly Inline[] }
  | { type: 'code'; text: string }
  | { type: 'break' }
  | {
      type: 'link';
      /** http, https or mailto; absolute, as the URL parser wrote it. */
      href: string;
      /** The real host, where the text looks like another one. */
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

/** Why text is shown as it was written, where that needs saying. */
export type TooMuch = 'cells' | 'columns' | 'length';

export type Block =
  | {
      type: 'paragraph';
      children: readonly Inline[];
      /** What follows `children` while a long paragraph streams in. A part that stays equal is the same object. */
      more?: readonly (readonly Inline[])[];
    }
  | { type: 'heading'; level: 1 | 2 | 3 | 4 | 5 | 6; children: readonly Inline[] }
  | { type: 'rule' }
  | {
      type: 'code';
      /** First word of the info string, as it was written; '' where there is none. */
      language: string;
      /** Whole lines, each with its line break, about fifty to a chunk. */
      chunks: readonly string[];
      /** More lines may still come. */
      open: boolean;
    }
  | { type: 'quote'; blocks: readonly Block[] }
  | {
      type: 'list';
      ordered: boolean;
      start: number;
      /** Items are paragraphs apart rather than lines apart. */
      loose: boolean;
      items: Grouped<ListItem>;
    }
  | {
      type: 'table';
      align: readonly ColumnAlign[];
      header: TableRow;
      rows: Grouped<TableRow>;
    }
  /** Text as it was written: HTML, or what is too much to format. */
  | { type: 'literal'; chunks: readonly string[]; tooMuch: TooMuch | null };

/** A reply, ready to draw. */
export type MarkdownDocument = Grouped<Block>;
