import type { LaunchOptions } from '@playwright/test';
import { findChromium } from '../../scripts/suites/find-chromium.mjs';

// Each new window loads two pages of its own for the address bar, which no test can see. They cost
// as much as the page under test: 37 CPU seconds for 20 windows with them, 23 without.
const ADDRESS_BAR_PAGES = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/**
 * Only the last such switch counts, so this repeats Playwright's own list (its
 * chromiumSwitches.ts).
 */
export const SWITCHED_OFF_BY_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/**
 * How every test starts the browser: this machine's Chromium, with no network traffic except for
 * what a page requests. Throws an error that says what to install if there is no Chromium.
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
      `--disable-features=${[...SWITCHED_OFF_BY_PLAYWRIGHT, ...ADDRESS_BAR_PAGES].join()}`,
      '--disable-sync',
      '--no-first-run',
    ],
  };
}
