import { defineConfig } from '@playwright/test';
import type { ApiDialect } from './lib/core/models/choose-dialect.ts';
import usual from './playwright.config.ts';

const viewport = { width: 1280, height: 800 };
const inResponses = { viewport, dialect: 'responses' } as const;
// The rows about the upstream, which run once more with the Responses API.
const aboutUpstream = 'upstream-*.spec.ts';

// The whole fault matrix: `npm run test:matrix`, which also writes docs/reliability.md from the report.
export default defineConfig<object, { dialect: ApiDialect }>({
  ...usual,
  testDir: 'tests/matrix',
  outputDir: 'test-results/matrix',
  timeout: 120_000,
  reporter: [['list'], ['json']],
  projects: [
    { name: 'matrix', grepInvert: /@alone/, use: { viewport } },
    {
      name: 'matrix-responses',
      testMatch: aboutUpstream,
      grepInvert: /@alone/,
      use: inResponses,
    },
    // After the others, and one at a time: see scripts/suites/test-matrix.mjs.
    { name: 'matrix-alone', grep: /@alone/, use: { viewport } },
    { name: 'matrix-alone-responses', testMatch: aboutUpstream, grep: /@alone/, use: inResponses },
  ],
});
