/** In characters. Longer ones are code: Mermaid's time grows faster than the text. */
export const MAX_DIAGRAM_LENGTH = 10_000;
/** Lines, and what stands for one. As many states, classes or entities take a few seconds on a slow machine. */
export const MAX_DIAGRAM_PARTS = 200;
export const MAX_DIAGRAM_ARROWS = 200;
/** In characters of SVG. */
export const MAX_PICTURE_LENGTH = 1_500_000;
/** In CSS pixels, along one side. */
export const MAX_PICTURE_SIDE = 20_000;

/** Whether the text of a diagram is more than is drawn. */
export function isTooLargeToDraw(text: string): boolean {
  if (text.length > MAX_DIAGRAM_LENGTH) return true;
  let parts = 1;
  for (const character of text) {
    if (character === '\n' || character === ';' || character === '&') parts += 1;
  }
  return parts > MAX_DIAGRAM_PARTS;
}
