import { createElement, Fragment, type ReactElement } from 'react';
import { isRecord } from '#lib/core/json/is-record.ts';

/** What is left to build of a formula. */
type Allowance = { nodes: number };

const ELEMENTS: ReadonlySet<unknown> = new Set(
  (
    'math mrow mi mo mn ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover ' +
    'mmultiscripts mprescripts none mtable mtr mtd mstyle mpadded mphantom menclose'
  ).split(' '),
);
const ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    'accent accentunder columnalign depth display displaystyle fence form height largeop linethickness ' +
    'lspace mathvariant maxsize minsize movablelimits notation rowspacing rspace scriptlevel separator ' +
    'stretchy symmetric voffset width'
  ).split(' '),
);
const STYLES: ReadonlySet<string> = new Set(
  (
    'border borderBottom borderLeft borderRight borderTop color fontFamily fontStyle fontWeight height ' +
    'marginLeft mathDepth padding paddingBottom paddingLeft paddingRight paddingTop textAlign width'
  ).split(' '),
);
// Neither an address nor a function.
const VALUE = /^[\w .,%#+-]{0,64}$/;
const CLASS =
  /^(?:(?:tml|chr|wbk)-[\w-]{1,24}|mathcal|mathscr|menclose|upstrike|downstrike|sout|textcircle|circle-pad|actuarial|longdiv-(?:top|arc)|special-fraction)$/;
const LENGTH = /^(?<amount>-?[\d.]{1,16})(?<unit>[a-z]{0,3})$/;
const POINTS_PER_EM = 12;
/** How large a space or a line may be. */
const MAX_POINTS = 300;
/** How far a part of a formula may be from its line. */
const MAX_OFFSET = 36;
const OFFSETS: ReadonlySet<string> = new Set(['voffset', 'padding', 'paddingTop', 'paddingBottom']);
const MAX_DEPTH = 64;
const NO_CHILDREN: readonly unknown[] = [];

/**
 * React elements for a tree of MathML nodes; `null` if anything in it is not known to be harmless, or
 * if it has more than `maxNodes` nodes.
 */
export function mathElements(tree: unknown, maxNodes: number): ReactElement | null {
  const allowance = { nodes: maxNodes };
  const drawn = elementOf(tree, 0, 0, allowance);
  return allowance.nodes < 0 || typeof drawn === 'string' ? null : drawn;
}

function elementOf(
  node: unknown,
  key: number,
  depth: number,
  allowance: Allowance,
): ReactElement | string | null {
  allowance.nodes -= 1;
  if (!isRecord(node) || allowance.nodes < 0 || depth > MAX_DEPTH) return refuse(allowance);
  if (typeof node['text'] === 'string') return node['text'];
  const { type, children } = node;
  const isFragment = type === undefined;
  if (!isFragment && !ELEMENTS.has(type)) return refuse(allowance);
  const list: readonly unknown[] = Array.isArray(children) ? children : NO_CHILDREN;
  const content = list.map((child, index) => elementOf(child, index, depth + 1, allowance));
  if (isFragment) return createElement(Fragment, { key }, ...content);
  return createElement(String(type), { key, ...propertiesOf(node) }, ...content);
}

/** The whole formula is refused, not only a part of it. */
function refuse(allowance: Allowance): null {
  allowance.nodes = -1;
  return null;
}

function propertiesOf({ attributes, classes, style }: Record<string, unknown>) {
  const names = (Array.isArray(classes) ? classes : []).filter((name) => CLASS.test(String(name)));
  const styles = pick(style, STYLES);
  return {
    ...pick(attributes, ATTRIBUTES),
    ...(names.length > 0 && { className: names.join(' ') }),
    ...(Object.keys(styles).length > 0 && { style: styles }),
  };
}

function pick(values: unknown, allowed: ReadonlySet<string>): Record<string, string> {
  if (!isRecord(values)) return {};
  const picked: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const camel = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    if (allowed.has(camel) && isHarmless(camel, String(value))) picked[camel] = String(value);
  }
  return picked;
}

/** No formula is drawn over what is around it, or is much larger than text. */
function isHarmless(name: string, value: string): boolean {
  return VALUE.test(value) && value.split(' ').every((part) => isModest(name, part));
}

function isModest(name: string, value: string): boolean {
  const { amount = '0', unit = 'em' } = LENGTH.exec(value)?.groups ?? {};
  const points = Number(amount) * (unit === 'em' || unit === 'ex' ? POINTS_PER_EM : 1);
  if (points < -MAX_OFFSET || points > MAX_POINTS) return false;
  return points <= MAX_OFFSET || !OFFSETS.has(name);
}
