import 'server-only';
import { trimEndWhile } from '#lib/core/text/trim-end-while.ts';

const LONGEST = 120;
const OPENING = /^(?:please|ok(?:ay)?|yes|and|so|thanks|great|can you|could you)[,.]?\s{1,9}/;
const REQUESTS: readonly RegExp[] = [
  /^(?:tell|show) me more(?: about (?:it|that|this))?$/,
  /^(?:say |a bit |some )?more(?: details?)?$/,
  /^(?:go|carry) on$/,
  /^keep going$/,
  /^continue(?: (?:your|the) .{0,40})?$/,
  /^(?:and then|what else|what next|next|elaborate|why)$/,
  /^explain (?:it|that|this)(?: to me)?(?: (?:more|further|again))?$/,
  /^how (?:do|can|should|would) (?:i|we|you) (?:fix|solve|avoid|prevent) (?:it|this|that)$/,
  /^what (?:do|can|should) (?:i|we) do(?: now| next)?(?: about (?:it|that|this))?$/,
  /^what (?:does|did) (?:it|that|this) mean$/,
  /^what (?:was|is) (?:that|this)(?: error)?$/,
  /^what happened$/,
];

/** Tells whether a message only asks to go on with what was said before. */
export function isFollowUp(text: string): boolean {
  if (text.length > LONGEST) return false;
  const words = text.toLowerCase().replace(/^\W{0,120}/, '');
  let rest = trimEndWhile(words, /\W/).replace(/ please$/, '');
  for (;;) {
    if (REQUESTS.some((request) => request.test(rest))) return true;
    const opening = OPENING.exec(rest)?.[0];
    if (opening === undefined) return false;
    rest = rest.slice(opening.length);
  }
}
