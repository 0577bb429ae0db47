import { defineConfig } from '@playwright/test';
import { chromiumLaunchOptions } from './tests/support/chromium.ts';

// No `webServer`: each test file starts the built app itself (tests/support/app-server.ts), with
// the settings and the upstream that it is about.
export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.spec.ts',
  // Emptied at every start, so the reports stand beside it.
  outputDir: 'test-results/browser',
  // One more than the cores that CI has: a good part of a test is waiting for a reply to stream.
  workers: 3,
  // What takes a second on a quiet machine takes several on a crowded one.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // A machine that is shared stands still for a second now and then. What passes only when it is
  // repeated is named at the end of the run; nobody's own machine repeats anything.
  retries: process.env['CI'] ? 2 : 0,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['json', { outputFile: 'test-results/browser.json' }]],
  use: {
    // Every test writes a trace, so it holds what costs little: actions, requests, the console. Pictures
    // and copies of the page took a fifth of all CPU time; a test that fails takes a picture at its end.
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
