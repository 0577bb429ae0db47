import 'server-only';

const LONGEST = 120;
const OPENING = String.raw`(?:(?:please|ok(?:ay)?|yes|and|so|thanks|great|can you|could you)[,.]?\s+)*`;
const REQUESTS = [
  '(?:tell|show) me more(?: about (?:it|that|this))?',
  '(?:say |a bit |some )?more(?: details?)?',
  '(?:go|carry) on',
  'keep going',
  'continue(?: (?:your|the) .{0,40})?',
  'and then|what else|what next|next|elaborate|why',
  'explain (?:it|that|this)(?: to me)?(?: (?:more|further|again))?',
  'how (?:do|can|should|would) (?:i|we|you) (?:fix|solve|avoid|prevent) (?:it|this|that)',
  'what (?:do|can|should) (?:i|we) do(?: now| next)?(?: about (?:it|that|this))?',
  'what (?:does|did) (?:it|that|this) mean',
  'what (?:was|is) (?:that|this)(?: error)?',
  'what happened',
];
const FOLLOW_UP = new RegExp(String.raw`^\W*${OPENING}(?:${REQUESTS.join('|')})(?: please)?\W*$`);

/** Tells whether a message only asks to go on with what was said before. */
export function isFollowUp(text: string): boolean {
  if (text.length > LONGEST) return false;
  return FOLLOW_UP.test(text.trim().toLowerCase());
}
