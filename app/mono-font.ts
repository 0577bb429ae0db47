import localFont from 'next/font/local';

/**
 * Geist Mono as its package has it, but loaded when something is written in it: the package preloads 71 kB on
 * every page, before the text of pages that show no code.
 */
export const GeistMono = localFont({
  src: '../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  preload: false,
  adjustFontFallback: false,
  fallback: ['ui-monospace', 'SFMono-Regular', 'Menlo', 'monospace'],
});
