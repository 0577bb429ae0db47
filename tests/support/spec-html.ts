/** A piece of a page: text, or a tag. */
type Piece =
  | { text: string }
  | { name: string; isEnd: boolean; attributes: ReadonlyMap<string, string> };

type Tag = Exclude<Piece, { text: string }>;

type Rewrite = {
  /** What an address is compared as. */
  address: (href: string) => string;
  /** What stands in place of an image, within a link or not. */
  image?: ((source: string, alt: string, isInLink: boolean) => string) | undefined;
};

const TAG = /<(\/?)([a-z][a-z0-9]{0,20})((?:\s[a-z-]{1,30}(?:="[^"]*")?){0,12})\s?\/?>/gi;
const ATTRIBUTE = /\s([a-z-]{1,30})(?:="([^"]*)")?/gi;
const CAPTION = /<figcaption.{0,200}?<\/figcaption>/g;
const NAMED = { lt: '<', gt: '>', quot: '"', amp: '&', '#x27': "'" } as const;
const REFERENCE = /&(lt|gt|quot|amp|#x27);/g;
/** Blank space beside these is not shown. */
const BLOCKS: ReadonlySet<string> = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol li blockquote hr pre literal details summary table thead tbody tr th td br'.split(
    ' ',
  ),
);
const EMPTY: ReadonlySet<string> = new Set(['br', 'hr', 'input', 'img', 'wbr']);
/** Elements of our own that carry no meaning of Markdown. */
const FRAMES: ReadonlySet<string> = new Set(['figure', 'span', 'div', 'wbr']);
const KEPT_ATTRIBUTES = ['href', 'start', 'align', 'class', 'type', 'checked', 'disabled'];

/**
 * HTML as a specification writes it, in a form that two renderings of the same text share: blank space that is
 * not shown is left out, and so are the titles of links, which are never drawn.
 */
export function normalizeSpec(html: string, { address, image }: Rewrite): string {
  let linkDepth = 0;
  const pieces = piecesOf(html).flatMap((piece): Piece[] => {
    if ('text' in piece) return [piece];
    if (piece.name === 'a') linkDepth += piece.isEnd ? -1 : 1;
    if (piece.name === 'img' && image) {
      const { attributes } = piece;
      const drawn = image(attributes.get('src') ?? '', attributes.get('alt') ?? '', linkDepth > 0);
      return piecesOf(drawn).map((part) => ('text' in part ? part : withAddress(part, address)));
    }
    return [withAddress(piece, address)];
  });
  return write(pieces);
}

/** What our components draw, in the same form. */
export function normalizeDrawn(html: string): string {
  const open: string[] = [];
  let language = '';
  const pieces = piecesOf(html.replace(CAPTION, '')).flatMap((piece): Piece[] => {
    if ('text' in piece) return [piece];
    if (FRAMES.has(piece.name)) return [];
    const name = piece.isEnd ? (open.pop() ?? '') : nameOf(piece);
    if (!piece.isEnd && !EMPTY.has(name)) open.push(name);
    if (name === 'pre') language = languageOf(piece);
    return [{ ...piece, name, attributes: meaningOf(piece, name, language) }];
  });
  return write(pieces);
}

/** A code block is named after its language. */
function languageOf({ attributes }: Tag): string {
  return /^(.{1,40}) code$/.exec(attributes.get('aria-label') ?? '')?.[1]?.toLowerCase() ?? '';
}

/** Headings of a reply are below those of the page, and differ in size. */
function nameOf({ name, attributes }: Tag): string {
  const classes = attributes.get('class') ?? '';
  if (name === 'h4')
    return classes.includes('text-xl') ? 'h1' : classes.includes('1.1rem') ? 'h2' : 'h3';
  if (name === 'h5') return 'h4';
  if (name === 'h6') return classes.includes('text-muted') ? 'h6' : 'h5';
  return name === 'pre' && classes.includes('font-sans') ? 'literal' : name;
}

function meaningOf(tag: Tag, name: string, language: string): ReadonlyMap<string, string> {
  const kept = new Map(tag.attributes);
  kept.delete('class');
  const align = /text-(left|center|right)/.exec(tag.attributes.get('class') ?? '')?.[1];
  if (align !== undefined && /^t[hd]$/.test(name)) kept.set('align', align);
  if (name === 'code' && language !== '') kept.set('class', `language-${language}`);
  return kept;
}

function piecesOf(html: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  const addText = (text: string) => text !== '' && pieces.push({ text: decode(text) });
  for (const match of html.matchAll(TAG)) {
    const [tag, slash, name = '', rest = ''] = match;
    addText(html.slice(end, match.index));
    end = match.index + tag.length;
    const attributes = new Map(
      [...rest.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => [
        key.toLowerCase(),
        decode(value),
      ]),
    );
    pieces.push({ name: name.toLowerCase(), isEnd: slash === '/', attributes });
  }
  addText(html.slice(end));
  return pieces;
}

function withAddress(tag: Tag, address: Rewrite['address']): Tag {
  const href = tag.attributes.get('href');
  if (href === undefined) return tag;
  return { ...tag, attributes: new Map([...tag.attributes, ['href', address(href)]]) };
}

function write(pieces: readonly Piece[]): string {
  let written = '';
  let text = '';
  let isAtBlock = true;
  let preformatted = 0;
  const writeText = (isBeforeBlock: boolean) => {
    let shown = preformatted > 0 ? text : text.replace(/[ \t\n]{1,100}/g, ' ');
    if (preformatted === 0 && isAtBlock) shown = shown.replace(/^ /, '');
    if (preformatted === 0 && isBeforeBlock) shown = shown.replace(/ $/, '');
    text = '';
    if (shown === '') return;
    written += shown.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    isAtBlock = false;
  };
  for (const piece of pieces) {
    if ('text' in piece) {
      text += piece.text;
      continue;
    }
    const { name, isEnd } = piece;
    writeText(BLOCKS.has(name));
    if (name === 'pre' || name === 'literal') preformatted += isEnd ? -1 : 1;
    if (EMPTY.has(name) && isEnd) continue;
    written += isEnd ? `</${name}>` : `<${name}${writeAttributes(piece)}>`;
    isAtBlock = BLOCKS.has(name) || name === 'input';
  }
  writeText(true);
  return written;
}

function writeAttributes({ attributes }: Tag): string {
  return KEPT_ATTRIBUTES.filter((name) => attributes.has(name))
    .map((name) => ` ${name}=${JSON.stringify(attributes.get(name))}`)
    .join('');
}

function decode(text: string): string {
  return text.replace(REFERENCE, (_, name: keyof typeof NAMED) => NAMED[name]);
}
