import type { Token, Tokens } from 'marked';
import { decodeEntities } from '../lexer/decode-entities.ts';
import { footnoteLabel } from '../lexer/footnote-tokens.ts';
import type { MathToken, ReplyToken } from '../lexer/math-tokens.ts';
import { labelOfImage } from '../links/image-label.ts';
import { destinationOf, hostToShow } from '../links/link-host.ts';
import { safeHref } from '../links/safe-href.ts';
import { stripInvisible } from '../links/visible-text.ts';
import type { Inline } from '../markdown-tree.ts';
import { createInlineFrames } from './inline-frames.ts';

/** Where inline text is. Nothing inside a link or the description of an image may link elsewhere. */
type InlineContext = 'text' | 'cell' | 'link' | 'image';

const LINE_INDENT = /\n[ \t]+/g;
const LINE_BREAK_TAG = /^<br\s*\/?>$/i;

/**
 * The inline tokens of a block, as plain text and formatting. HTML becomes the text it was written
 * as, but for line breaks and the tags of `createInlineFrames`.
 */
export function buildInlines(
  tokens: readonly Token[] | undefined,
  context: InlineContext,
): Inline[] {
  const frames = createInlineFrames();
  // See `ReplyToken`.
  for (const token of (tokens ?? []) as readonly ReplyToken[]) {
    if (token.type === 'html' && !LINE_BREAK_TAG.test(token.raw)) {
      addHtml(frames, token.raw, context);
    } else for (const inline of buildInline(token, context)) frames.add(inline);
  }
  return frames.end();
}

/** A tag, or the mark of a footnote, which the lexer returns as one. */
function addHtml(
  frames: ReturnType<typeof createInlineFrames>,
  raw: string,
  context: InlineContext,
): void {
  const label = footnoteLabel(raw);
  if (label === null) frames.addTag(raw);
  else frames.add(isWithinLink(context) ? raw : { type: 'footnote', label, mark: raw });
}

/** Without trailing blank space. */
export function trimInlines(inlines: readonly Inline[]): readonly Inline[] {
  const last = inlines.at(-1);
  if (typeof last !== 'string') return inlines;
  const trimmed = last.trimEnd();
  return trimmed === '' ? inlines.slice(0, -1) : inlines.with(-1, trimmed);
}

/** The words alone. */
function plainText(inlines: readonly Inline[]): string {
  return inlines.map(plainTextOf).join('');
}

function buildInline(token: ReplyToken, context: InlineContext): readonly Inline[] {
  switch (token.type) {
    case 'strong':
      return [{ type: 'strong', children: buildInlines(token.tokens, context) }];
    case 'em':
      return [{ type: 'emphasis', children: buildInlines(token.tokens, context) }];
    case 'del':
      return [{ type: 'strike', children: buildInlines(token.tokens, context) }];
    case 'codespan':
      return [{ type: 'code', text: visibleIn(context, token.text) }];
    case 'link':
      return buildLink(token, context);
    case 'image':
      return [buildImage(token, context)];
    case 'escape':
      return [visibleIn(context, token.text)];
    case 'br':
    case 'html':
      return [{ type: 'break' }];
    case 'math':
      return [{ type: 'math', source: token.raw, display: isDisplayMath(token.raw) }];
    case 'checkbox':
      return [];
    default:
      // Text comes from `raw`: marked decodes some references in `text` and leaves others.
      return [visibleIn(context, decodeEntities(token.raw.replace(LINE_INDENT, '\n')))];
  }
}

// Tencent's Hunyuan writes its citations as `[1](@ref)`, whose numbers alone would read as one.
const HUNYUAN_REFERENCE = '@ref';
/** A formula on lines of its own, and the mark that ends its sentence; as it was written while it is open. */
export function buildBlockMath({ raw, open }: MathToken): readonly Inline[] {
  const source = raw.trim();
  if (open) return [source];
  const end = source.replace(/[.,;:!]$/, '');
  const rest = source.slice(end.length);
  const math = { type: 'math', source: end, display: true } as const;
  return rest === '' ? [math] : [math, rest];
}

function isDisplayMath(source: string): boolean {
  return source.startsWith('$$') || source.startsWith('\\[');
}

function buildLink(token: Tokens.Link, context: InlineContext): readonly Inline[] {
  // An autolink's content is literal; anywhere else references are decoded before the check.
  const href = safeHref(token.autolink ? token.href : decodeEntities(token.href));
  const isLink = href !== null && !isWithinLink(context);
  const inner = isLink ? 'link' : context;
  const children: readonly Inline[] = token.autolink
    ? [visibleIn(inner, token.text)]
    : buildInlines(token.tokens, inner);
  if (token.href === HUNYUAN_REFERENCE) return [`[${plainText(children)}]`];
  if (!isLink) return children;
  const text = plainText(children);
  if (text.trim() === '') {
    return [{ type: 'link', href, host: null, children: [destinationOf(href)] }];
  }
  return [{ type: 'link', href, host: hostToShow(text, href), children }];
}

/** Nothing is fetched for a reply: an image's address can carry the conversation to its server. */
function buildImage(token: Tokens.Image, context: InlineContext): Inline {
  const alt = stripInvisible(plainText(buildInlines(token.tokens, 'image'))).trim();
  if (context === 'image') return alt;
  const label = labelOfImage(alt);
  const href = safeHref(decodeEntities(token.href));
  if (href === null || context === 'link') return label;
  return { type: 'link', href, host: null, children: [`${label} (${destinationOf(href)})`] };
}

function isWithinLink(context: InlineContext): boolean {
  return context === 'link' || context === 'image';
}

function visibleIn(context: InlineContext, text: string): string {
  return isWithinLink(context) ? stripInvisible(text) : text;
}

function plainTextOf(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  switch (inline.type) {
    case 'code':
      return inline.text;
    case 'math':
      return inline.source;
    case 'break':
      return ' ';
    case 'footnote':
      return inline.mark;
    default:
      return plainText(inline.children);
  }
}
