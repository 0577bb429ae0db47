import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const CSS = readFileSync(
  new URL('../../../components/markdown/markdown.css', import.meta.url),
  'utf8',
);
const SMALLEST_CONTRAST = 4.5; // WCAG 2.2, 1.4.3, for text of this size

type Rgb = readonly [red: number, green: number, blue: number];

/** `--code-…: light-dark(oklch(l c h), oklch(l c h));` */
const COLORS = [
  ...CSS.matchAll(/--code-([a-z]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\);/g),
].map(([, name = '', light = '', dark = '']) => ({
  name,
  light: linearRgb(light),
  dark: linearRgb(dark),
}));

/** OKLCH to linear sRGB (Ottosson 2020). */
function linearRgb(oklch: string): Rgb {
  const [lightness = 0, chroma = 0, hue = 0] = oklch.split(' ').map(Number);
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** Out-of-gamut channels are clipped, as a screen does. */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((part) => Math.min(1, Math.max(0, part)));
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function contrast(foreground: Rgb, background: Rgb): number {
  const [dark = 0, light = 0] = [luminance(foreground), luminance(background)].toSorted(
    (a, b) => a - b,
  );
  return (light + 0.05) / (dark + 0.05);
}

describe('the colors of code', () => {
  const page = COLORS.find(({ name }) => name === 'page');
  const head = COLORS.find(({ name }) => name === 'head');
  const textColors = COLORS.filter(({ name }) => name !== 'page' && name !== 'head');

  it('are all found', () => {
    expect(textColors.length).toBe([...CSS.matchAll(/^ {2}--code-/gm)].length - 2);
    expect(textColors.length).toBeGreaterThan(10);
  });

  it.each(textColors)(
    'reach 4.5:1 on the background of code in both themes: $name',
    ({ light, dark }) => {
      if (!page) throw new Error('no --code-page');
      expect(contrast(light, page.light)).toBeGreaterThanOrEqual(SMALLEST_CONTRAST);
      expect(contrast(dark, page.dark)).toBeGreaterThanOrEqual(SMALLEST_CONTRAST);
    },
  );

  it('reach 4.5:1 for inline code, which has its own background', () => {
    const text = textColors.find(({ name }) => name === 'text');
    if (!head || !text) throw new Error('no --code-head or --code-text');
    expect(contrast(text.light, head.light)).toBeGreaterThanOrEqual(SMALLEST_CONTRAST);
    expect(contrast(text.dark, head.dark)).toBeGreaterThanOrEqual(SMALLEST_CONTRAST);
  });

  it('each have a class', () => {
    for (const { name } of textColors.filter((color) => color.name !== 'text')) {
      expect(CSS).toContain(`.code-${name} {`);
    }
  });
});
