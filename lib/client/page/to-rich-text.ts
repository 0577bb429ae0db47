/** The part of a DOM node that is read; an element has attributes. */
export type RichNode = {
  nodeName: string;
  textContent: string | null;
  childNodes: Iterable<RichNode>;
  className?: unknown;
  getAttribute?: (name: string) => string | null;
};

const KEPT: ReadonlySet<string> = new Set(
  'p h4 h5 h6 blockquote ul ol li pre code table thead tbody tr th td strong em del sub sup kbd a br hr'.split(
    ' ',
  ),
);
/** Their content is kept. */
const OPENED: ReadonlySet<string> = new Set(['div', 'span', 'figure', 'details']);
const EMPTY: ReadonlySet<string> = new Set(['br', 'hr']);
/** Other apps draw a table without lines unless it asks for them. */
const ADDED: Readonly<Record<string, string>> = {
  table: ' border="1" cellpadding="6" style="border-collapse:collapse"',
};
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  href: /^(?:https?:\/\/|mailto:)/i,
  dir: /^(?:ltr|rtl|auto)$/,
  start: /^\d{1,9}$/,
  value: /^\d{1,9}$/,
  colspan: /^\d{1,4}$/,
};

/**
 * A drawn reply as HTML for other apps: a few elements and attributes by list, all else as text, so that
 * whatever a reply holds, nothing in it can act. Without what is for this page alone: buttons, tools,
 * classes. Formulas become their source.
 */
export function toRichText(root: RichNode): string {
  return contentOf(root);
}

/** Text as HTML. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function contentOf(node: RichNode): string {
  return Array.from(node.childNodes, htmlOf).join('');
}

function htmlOf(node: RichNode): string {
  const name = node.nodeName.toLowerCase();
  if (name === '#text') return escapeHtml(node.textContent ?? '');
  const classes = typeof node.className === 'string' ? node.className.split(' ') : [];
  if (classes.includes('math-drawn')) return mathOf(node);
  if (isForThisPage(name, classes, node)) return '';
  if (name === 'input') return node.getAttribute?.('aria-label') === 'Done' ? '☑ ' : '☐ ';
  // The number of a note is a button here.
  if (name === 'button') return classes.includes('footnote-mark') ? contentOf(node) : '';
  if (name === 'summary') return `<p><strong>${contentOf(node)}</strong></p>`;
  if (classes.includes('citation')) return `[${elementOf(name, node)}]`;
  if (KEPT.has(name)) return elementOf(name, node);
  return OPENED.has(name) ? contentOf(node) : '';
}

function isForThisPage(name: string, classes: readonly string[], node: RichNode): boolean {
  return (
    name === 'figcaption' ||
    classes.includes('table-tools') ||
    classes.includes('sr-only') ||
    node.getAttribute?.('aria-hidden') === 'true'
  );
}

function elementOf(name: string, node: RichNode): string {
  if (!KEPT.has(name)) return contentOf(node);
  const attributes = Object.entries(ATTRIBUTES).map(([attribute, allowed]) => {
    const value = node.getAttribute?.(attribute) ?? '';
    return allowed.test(value) ? ` ${attribute}="${escapeHtml(value)}"` : '';
  });
  const start = `<${name}${attributes.join('')}${ADDED[name] ?? ''}>`;
  return EMPTY.has(name) ? start : `${start}${contentOf(node)}</${name}>`;
}

/** A formula has its source in it, for selections. */
function mathOf(node: RichNode): string {
  for (const child of node.childNodes) {
    if (child.className === 'math-source') return escapeHtml(child.textContent ?? '');
  }
  return escapeHtml(node.textContent ?? '');
}
