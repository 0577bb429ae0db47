/** The middle of some figures; NaN for none. */
export function medianOf(figures: readonly number[]): number {
  return percentileOf(figures, 0.5);
}

/** The figure below which a share of them lies, between neighbors in proportion; NaN for none. */
export function percentileOf(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** The median with the least and the most: `1.23 (1.10–1.40)`. */
export function withSpread(figures: readonly number[], digits = 2): string {
  if (figures.length === 0) return '–';
  const [least, most] = [Math.min(...figures), Math.max(...figures)];
  const text = (figure: number) => figure.toFixed(digits);
  return `${text(medianOf(figures))} (${text(least)}–${text(most)})`;
}
