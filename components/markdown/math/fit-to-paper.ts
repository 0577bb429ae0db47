/** A narrower one fits on any paper. */
const MIN_WIDTH_PX = 400;

/**
 * Tells the styles for paper how wide each wide formula is, so that they can make it as small as the paper asks:
 * MathML has no line breaks. Call it when printing begins.
 */
export function fitFormulasToPaper(): void {
  const boxes = [...document.querySelectorAll<HTMLElement>('.math-display, .math-long')];
  for (const box of boxes) delete box.dataset['wide'];
  // All are measured before one changes, so that there is one layout.
  const widths = boxes.map(formulaWidth);
  boxes.forEach((box, index) => {
    const width = widths[index] ?? 0;
    if (width < MIN_WIDTH_PX) return;
    box.dataset['wide'] = '';
    box.style.setProperty('--formula-width', `${Math.ceil(width)}px`);
  });
}

/** Of what is written, in CSS pixels: its element is as wide as its place. */
function formulaWidth(box: HTMLElement): number {
  const formula = box.querySelector('math');
  if (!formula) return 0;
  const range = document.createRange();
  range.selectNodeContents(formula);
  return range.getBoundingClientRect().width;
}
