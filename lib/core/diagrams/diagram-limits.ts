/** In characters. Longer ones are code: Mermaid's time grows faster than the text. */
export const MAX_DIAGRAM_LENGTH = 10_000;
/** Lines, and what stands for one, and arrows. As many states, classes or entities take a few seconds on a slow machine. */
export const MAX_DIAGRAM_PARTS = 200;
/** In characters of SVG. */
export const MAX_PICTURE_LENGTH = 1_500_000;
/** In CSS pixels, along one side. */
export const MAX_PICTURE_SIDE = 20_000;

/**
 * Lines, and arrows, where the page stops while a diagram is drawn. That many classes took 0.7 s on a slow machine,
 * and 200 of them 2 s.
 */
const MAX_SHARED_PARTS = 60;
/** Kinds of which 200 lines took less than 0.5 s there. */
const QUICK_KINDS =
  /^(?:sequenceDiagram|gantt|gitGraph|pie|timeline|journey|quadrantChart|xychart|sankey|packet|radar|kanban)/;

/** How many lines, and arrows, of a diagram are drawn. */
export function maxDiagramParts(text: string, sharesThread: boolean): number {
  return sharesThread && !QUICK_KINDS.test(firstLine(text)) ? MAX_SHARED_PARTS : MAX_DIAGRAM_PARTS;
}

/**
 * Whether the text of a diagram is more than is drawn.
 *
 * @param sharesThread whether the page stops while a diagram is drawn
 */
export function isTooLargeToDraw(text: string, sharesThread: boolean): boolean {
  if (text.length > MAX_DIAGRAM_LENGTH) return true;
  let parts = 1;
  for (const character of text) {
    if (character === '\n' || character === ';' || character === '&') parts += 1;
  }
  return parts > maxDiagramParts(text, sharesThread);
}

/** The line that names the kind: after settings, comments and blank lines. */
function firstLine(text: string): string {
  let inSettings = false;
  for (const line of text.slice(0, MAX_DIAGRAM_LENGTH).split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '---') inSettings = !inSettings;
    else if (!inSettings && trimmed !== '' && !trimmed.startsWith('%%')) return trimmed;
  }
  return '';
}
