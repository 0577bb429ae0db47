import type { SourceFile } from './source-files.ts';

/** Where left is meant, whatever the direction of the text: the file, what it says, and why. */
const MEANT: readonly { path: string; says: string; because: string }[] = [
  'text-left',
  'text-right',
].map((says) => ({
  path: 'components/markdown/table-view.tsx',
  says,
  because: 'the author of a table chose the side of a column, and GFM names it so',
}));

const LOGICAL: readonly [physical: RegExp, logical: string][] = [
  [/^(?:scroll-)?ml$/, 'ms'],
  [/^(?:scroll-)?mr$/, 'me'],
  [/^(?:scroll-)?pl$/, 'ps'],
  [/^(?:scroll-)?pr$/, 'pe'],
  [/^left$/, 'start'],
  [/^right$/, 'end'],
  [/-(?:l|tl|bl|left)$/, 'start, s'],
  [/-(?:r|tr|br|right)$/, 'end, e'],
];
// A class with a size (`pl-3`, `-ml-[2px]`, `left-1/2`), or one that is complete without.
const SIZED =
  /^-?((?:scroll-)?[mp][lr]|left|right|border-[lr]|rounded-(?:l|r|tl|tr|bl|br))-(?:\[|\(|\d|auto$|px$|full$|none$|sm$|md$|lg$|xl$)/;
const COMPLETE =
  /^(text-left|text-right|float-left|float-right|clear-left|clear-right|border-[lr]|rounded-(?:l|r|tl|tr|bl|br))$/;

const PROPERTY =
  /(?:^|[\s;{])((?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)(?:-[a-z]{1,10})?|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:/g;
const VALUE = /(?:text-align|float|clear)\s*:\s*(?:left|right)\b/g;
const FOUR_SIDES =
  /(?:margin|padding|inset)\s*:\s*(\S{1,40}) (\S{1,40}) (\S{1,40}) ([^\s;]{1,40})\s*;/g;

/**
 * The classes and declarations that name left or right where the start and the end of the text are meant:
 * in Arabic, Hebrew and Persian they are the other way around.
 */
export function findPhysicalDirections(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    (path.endsWith('.css') ? inStyles(text) : inClasses(text))
      .filter((says) => !MEANT.some((known) => known.path === path && known.says === says))
      .map((says) => `${path} says ${says}; ${adviceFor(says)}`),
  );
}

function inClasses(text: string): string[] {
  return text
    .split(/[\s"'`{}]/)
    .filter((token) => SIZED.test(nameOf(token)) || COMPLETE.test(nameOf(token)));
}

/** `pl-3` of `sm:hover:pl-3` */
function nameOf(token: string): string {
  return token.slice(token.lastIndexOf(':') + 1);
}

function inStyles(text: string): string[] {
  const plain = text.replaceAll(/\/\*[\s\S]*?\*\//g, '');
  const named = [...plain.matchAll(PROPERTY)].map(([, property = '']) => property);
  const values = [...plain.matchAll(VALUE)].map(([value]) => value);
  const sides = [...plain.matchAll(FOUR_SIDES)]
    .filter(([, , right, , left]) => right !== left)
    .map(([declaration]) => declaration.trim());
  return [...named, ...values, ...sides];
}

function adviceFor(says: string): string {
  const name = nameOf(says);
  const base = SIZED.exec(name)?.[1] ?? COMPLETE.exec(name)?.[1];
  const logical = LOGICAL.find(([physical]) => base !== undefined && physical.test(base))?.[1];
  return logical === undefined
    ? 'use -inline-start, -inline-end, start or end'
    : `use the class with ${logical}`;
}
