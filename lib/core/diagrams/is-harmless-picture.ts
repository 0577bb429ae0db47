/** What Mermaid draws with. Without scripts, links, HTML, other pictures, and animation. */
const ELEMENTS: ReadonlySet<string> = new Set(
  'svg g path rect circle ellipse line polyline polygon text tspan textPath style defs marker symbol use title desc switch linearGradient radialGradient stop clipPath mask pattern filter feDropShadow feGaussianBlur feOffset feMerge feMergeNode feFlood feComposite feBlend feColorMatrix'.split(
    ' ',
  ),
);
const NAMESPACES: ReadonlySet<string> = new Set([
  'http://www.w3.org/2000/svg',
  'http://www.w3.org/1999/xlink',
]);
/** Names and words, never read as a style. */
const TEXT_ATTRIBUTE = /^(?:id|class|d|points|aria-[a-z]{1,30}|data-[\w-]{1,60})$/;
const SPACE = /^[\s/]$/;

/**
 * Whether an SVG, as XMLSerializer writes it, runs nothing and points to nothing outside of itself. It is shown as
 * an image, which does neither in any case; but it can also be downloaded and opened on its own.
 */
export function isHarmlessPicture(svg: string): boolean {
  if (!svg.startsWith('<svg ')) return false;
  for (let start = 0; start >= 0; ) {
    const end = svg.indexOf('>', start);
    if (end < 0) return false;
    const tag = svg.slice(start + 1, end);
    if (!isHarmlessTag(tag)) return false;
    const next = svg.indexOf('<', end);
    if (/^style[\s>]/.test(`${tag}>`) && !isHarmlessStyle(svg.slice(end, next))) return false;
    start = next;
  }
  return true;
}

/** @param tag without its angle brackets, which are escaped within it */
function isHarmlessTag(tag: string): boolean {
  if (tag.startsWith('/')) return ELEMENTS.has(tag.slice(1));
  const [name = ''] = tag.split(/[\s/]/, 1);
  if (!ELEMENTS.has(name)) return false;
  for (let at = name.length; at < tag.length; ) {
    if (SPACE.test(tag.charAt(at))) {
      at += 1;
      continue;
    }
    const opening = tag.indexOf('="', at);
    const closing = opening < 0 ? -1 : tag.indexOf('"', opening + 2);
    if (closing < 0) return false;
    if (!isHarmlessAttribute(tag.slice(at, opening), tag.slice(opening + 2, closing))) return false;
    at = closing + 1;
  }
  return true;
}

function isHarmlessAttribute(name: string, value: string): boolean {
  const plain = name.toLowerCase();
  if (plain === 'xmlns' || plain.startsWith('xmlns:')) return NAMESPACES.has(value);
  if (plain === 'href' || plain === 'xlink:href') return value.startsWith('#');
  if (plain.startsWith('on') || plain === 'src' || plain === 'xml:base') return false;
  return TEXT_ATTRIBUTE.test(name) || isHarmlessStyle(value);
}

/** Without escapes, in which anything can be written, imports, and addresses other than of its own parts. */
function isHarmlessStyle(style: string): boolean {
  if (style.includes('\\') || style.includes('&#')) return false;
  const plain = style.toLowerCase().replaceAll('&quot;', '"');
  if (plain.includes('image-set(') || plain.includes('src(')) return false;
  const isLocal = (address: string) => /^\s{0,4}["']?#/.test(address);
  const isKnownRule = (rule: string) => rule.startsWith('keyframes');
  return (
    plain.split('url(').slice(1).every(isLocal) && plain.split('@').slice(1).every(isKnownRule)
  );
}
