/** Figures by what was measured and of whom, over the rounds. */
export class Figures {
  readonly #values = new Map<string, number[]>();

  add(what: string, who: string, value: number): void {
    const key = `${what}\n${who}`;
    this.#values.set(key, [...(this.#values.get(key) ?? []), value]);
  }

  /** `NaN` if there is none. */
  median(what: string, who: string): number {
    return quantile(this.#of(what, who), 0.5);
  }

  /** How many times another's median this one's is, as text. */
  ratio(what: string, who: string, other: string): string {
    return formatRatio(this.median(what, who) / this.median(what, other));
  }

  /** The median and, if there are several, the least and the most. */
  cell(what: string, who: string, format: (value: number) => string): string {
    const values = this.#of(what, who);
    if (values.length === 0) return '–';
    const median = format(quantile(values, 0.5));
    if (values.length === 1) return median;
    return `${median} (${format(Math.min(...values))}–${format(Math.max(...values))})`;
  }

  #of(what: string, who: string): readonly number[] {
    return this.#values.get(`${what}\n${who}`) ?? [];
  }
}

/** The value that a part of the values is below; `NaN` of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export function formatRatio(ratio: number): string {
  return Number.isFinite(ratio) ? ratio.toFixed(2) : '–';
}

export function formatMs(ms: number): string {
  if (!Number.isFinite(ms)) return '–';
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return `${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)} ms`;
}
