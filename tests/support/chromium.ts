import type { LaunchOptions } from '@playwright/test';
import { findChromium } from '../../scripts/find-chromium.mjs';

/**
 * How every test starts the browser: the Chromium of this machine, silent on the network but for
 * what a page asks for. Throws, saying what to install, where there is no Chromium.
 */
export function chromiumLaunchOptions(): LaunchOptions {
  const executablePath = findChromium({ install: false });
  // Playwright's workers load the configuration again; with this they need not search again.
  process.env['STARLIGHT_CHROMIUM'] = executablePath;
  return {
    executablePath,
    args: [
      // Chromium refuses to run its sandbox as root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  };
}
