import { defineConfig } from '@playwright/test';
import usual from './playwright.config.ts';

const viewport = { width: 1280, height: 800 };

// The whole fault matrix: `npm run test:matrix`, which also writes docs/reliability.md from the report.
export default defineConfig({
  ...usual,
  testDir: 'tests/matrix',
  outputDir: 'test-results/matrix',
  timeout: 120_000,
  reporter: [['list'], ['json']],
  projects: [
    { name: 'matrix', grepInvert: /@alone/, use: { viewport } },
    // After the others, and one at a time: see scripts/suites/test-matrix.mjs.
    { name: 'matrix-alone', grep: /@alone/, use: { viewport } },
  ],
});
