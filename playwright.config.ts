import { defineConfig } from '@playwright/test';
import { chromiumLaunchOptions } from './tests/support/chromium.ts';

// No `webServer`: each test file starts the built app itself (tests/support/app-server.ts), with
// the settings and the upstream it needs.
export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.spec.ts',
  // Emptied at every start, so the reports are next to it.
  outputDir: 'test-results/browser',
  // One more than CI's cores: tests spend much of their time waiting for replies to stream.
  workers: 3,
  // What takes a second on an idle machine takes several on a busy one.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // A shared machine stalls for a second now and then. The end of the run lists tests that passed
  // only on a retry; local runs do not retry.
  retries: process.env['CI'] ? 2 : 0,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['json', { outputFile: 'test-results/browser.json' }]],
  use: {
    // Every test writes a trace, so it only contains what is cheap: actions, requests, the console.
    // Screenshots and page snapshots took a fifth of all CPU time; a failing test takes a
    // screenshot at its end.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
    launchOptions: chromiumLaunchOptions(),
  },
  projects: [
    {
      name: 'desktop',
      testIgnore: '**/phone.spec.ts',
      use: { viewport: { width: 1280, height: 800 } },
    },
    {
      name: 'phone',
      testMatch: '**/phone.spec.ts',
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
    {
      // The rows of the fault matrix that take seconds; `npm run test:matrix` runs them all.
      name: 'matrix-quick',
      testDir: 'tests/matrix',
      grep: /@quick/,
      use: { viewport: { width: 1280, height: 800 } },
    },
  ],
});
