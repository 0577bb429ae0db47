import type { LaunchOptions } from '@playwright/test';
import { findChromium } from '../../scripts/suites/find-chromium.mjs';

// A window's address bar loads two pages of its own with each new window, which nobody sees in a test.
// They cost as much as the page under test: 37 CPU seconds for 20 windows with them, 23 without.
const ADDRESS_BAR_PAGES = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/** The switch that counts is the last one, so Playwright's own list (its chromiumSwitches.ts) is said again. */
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
      `--disable-features=${[...SWITCHED_OFF_BY_PLAYWRIGHT, ...ADDRESS_BAR_PAGES].join()}`,
      '--disable-sync',
      '--no-first-run',
    ],
  };
}
