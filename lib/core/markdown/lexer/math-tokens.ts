import { Hooks, type MarkedOptions, type MarkedToken } from 'marked';
import { type BlockMath, findBlockMath } from '../math/find-block-math.ts';
import { findMath, type MathSpan } from '../math/find-math.ts';

/** A formula as it was written; `open` while its end has not arrived. */
export type MathToken = { type: 'math'; raw: string; open: boolean };

/** Every token of our lexer: its only extension reads formulas. */
export type ReplyToken = MarkedToken | MathToken;

type Span = MathSpan | BlockMath;

/** The formulas of the text that is being read, found by how much text there is after their start. */
type Run = { length: number; spans: readonly Span[]; byRest: ReadonlyMap<number, Span> };

const NO_RUN: Run = { length: 0, spans: [], byRest: new Map() };

/**
 * Formulas for marked's lexer. It reads a text from its beginning and only ever asks about the rest, so
 * the formulas of a text are found once, before it is read.
 */
export class MathTokens {
  #blocks = NO_RUN;
  #inlines = NO_RUN;

  /** For marked's lexer. */
  options(): Pick<MarkedOptions<string, string>, 'extensions' | 'hooks'> {
    const hooks = new Hooks<string, string>();
    hooks.emStrongMask = (masked) => mask(masked, this.#inlines);
    return {
      extensions: {
        renderers: {},
        childTokens: {},
        block: [(source) => readToken(this.#blocks, source)],
        inline: [(source) => readToken(this.#inlines, source)],
        startBlock: [(source) => nextStart(this.#blocks, source)],
        startInline: [(source) => nextStart(this.#inlines, source)],
      },
      hooks,
    };
  }

  /** Splits a text into blocks with `read`. `mayGrow`: more text may follow it. */
  whileBlocks<T>(source: string, mayGrow: boolean, read: () => T): T {
    const outer = this.#blocks;
    this.#blocks = runOf(source, findBlockMath(source, mayGrow));
    try {
      return read();
    } finally {
      this.#blocks = outer;
    }
  }

  /** Reads the text of a block with `read`. */
  whileInlines<T>(source: string, read: () => T): T {
    const outer = this.#inlines;
    this.#inlines = runOf(source, findMath(source));
    try {
      return read();
    } finally {
      this.#inlines = outer;
    }
  }

  /** Whether a formula starts within the first `length` characters of the rest, on a line of its own. */
  interrupts(rest: string, length: number): boolean {
    const start = nextStart(this.#blocks, rest);
    return start !== undefined && start < length;
  }
}

function runOf(source: string, spans: readonly Span[]): Run {
  if (spans.length === 0) return NO_RUN;
  const byRest = new Map(spans.map((span) => [source.length - span.start, span]));
  return { length: source.length, spans, byRest };
}

function readToken({ byRest }: Run, rest: string): MathToken | undefined {
  const span = byRest.get(rest.length);
  if (!span) return undefined;
  const raw = rest.slice(0, span.end - span.start);
  return { type: 'math', raw, open: 'open' in span && span.open };
}

/** Where the next formula starts in the rest of the text. */
function nextStart({ length, spans }: Run, rest: string): number | undefined {
  const position = length - rest.length;
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.start ?? length) < position) low = middle + 1;
    else high = middle;
  }
  const next = spans[low];
  return next && next.start - position;
}

/** Marks within a formula are no emphasis. */
function mask(masked: string, { spans }: Run): string {
  let text = '';
  let end = 0;
  for (const span of spans) {
    text += masked.slice(end, span.start) + 'a'.repeat(span.end - span.start);
    end = span.end;
  }
  return text + masked.slice(end);
}
