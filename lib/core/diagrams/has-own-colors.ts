/** How Mermaid's kinds of diagram set a ground or a color. */
const COLORS = /fill\s?:|color\s?:|\brgba?\(|^\s{0,40}box\s|\$bgColor|\$fontColor/;

/** Kinds that look the same in every theme. */
const FIXED = /^\s{0,40}(?:C4[A-Z]|sankey|packet|architecture|radar)/;

/**
 * Whether a diagram sets colors of its own, or has those of its kind. They are chosen for a light ground: with the light text of a dark one,
 * it could not be read.
 */
export function hasOwnColors(text: string): boolean {
  return text
    .split('\n')
    .map((line) => line.slice(0, 500))
    .some((line) => COLORS.test(line) || FIXED.test(line));
}
