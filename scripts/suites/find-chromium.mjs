import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

// Loaded only if the system has no browser: it takes a third of a second.
const require = createRequire(import.meta.url);

const SYSTEM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];
const INSTALL_LIMIT_MS = 10 * 60_000;

/**
 * What the search needs to know about its machine.
 *
 * @typedef {{
 *   env: NodeJS.ProcessEnv,
 *   starts: (file: string) => boolean,
 *   playwrightPath: () => string,
 *   isRoot: boolean,
 *   isDebian: boolean,
 *   run: (file: string, args: string[]) => void,
 * }} Machine
 */

/**
 * The path of a Chromium that starts: `STARLIGHT_CHROMIUM`, then the system's, then Playwright's.
 * With `install`, installs one if there is none: Playwright's, or else, as root on Debian,
 * Debian's.
 *
 * @param {{ install: boolean, machine?: Machine }} options
 * @returns {string}
 * @throws {Error} whose message says exactly what to install
 */
export function findChromium({ install, machine = thisMachine() }) {
  const named = machine.env['STARLIGHT_CHROMIUM'];
  if (named) {
    if (machine.starts(named)) return named;
    throw new Error(`STARLIGHT_CHROMIUM is ${named}, but no Chromium starts there.`);
  }
  const found = presentChromium(machine);
  if (found) return found;
  for (const { file, args } of install ? installCommands(machine) : []) {
    machine.run(file, args);
    const installed = presentChromium(machine);
    if (installed) return installed;
  }
  throw new Error(
    'The browser tests need Chromium, but none was found. Install it in one of these ways:\n' +
      '  npx playwright install --with-deps chromium\n' +
      '  sudo apt-get install chromium          (Debian)\n' +
      '  STARLIGHT_CHROMIUM=/path/to/chromium   (any Chromium or Chrome you have)',
  );
}

/** @param {Machine} machine */
function presentChromium(machine) {
  return (
    SYSTEM_PATHS.find((file) => machine.starts(file)) ??
    [machine.playwrightPath()].find((file) => machine.starts(file))
  );
}

/**
 * Ubuntu's package is a stub that requires snap, so apt is only used on Debian. Playwright's system
 * packages need root or sudo; without either they may still be installed already.
 *
 * @param {Machine} machine
 * @returns {{ file: string, args: string[] }[]}
 */
function installCommands({ isRoot, isDebian }) {
  const playwright = require.resolve('@playwright/test/cli');
  const withSystemPackages = command(
    process.execPath,
    playwright,
    'install',
    '--with-deps',
    'chromium',
  );
  if (!isRoot) {
    return [withSystemPackages, command(process.execPath, playwright, 'install', 'chromium')];
  }
  if (!isDebian) return [withSystemPackages];
  return [
    withSystemPackages,
    command('apt-get', 'update'),
    command('apt-get', 'install', '-y', '--no-install-recommends', 'chromium'),
  ];
}

/**
 * @param {string} file
 * @param {string[]} args
 */
function command(file, ...args) {
  return { file, args };
}

/** @returns {Machine} */
function thisMachine() {
  return {
    env: process.env,
    starts,
    playwrightPath: () => require('@playwright/test').chromium.executablePath(),
    isRoot: process.getuid?.() === 0,
    isDebian: isDebian(),
    run: (file, args) => {
      console.log(`Installing Chromium: ${path.basename(file)} ${args.join(' ')}`);
      spawnSync(file, args, {
        stdio: ['ignore', 'inherit', 'inherit'],
        timeout: INSTALL_LIMIT_MS,
        env: {
          ...process.env,
          DEBIAN_FRONTEND: 'noninteractive',
          // If Playwright's download host is unreachable, the next method should be tried soon.
          PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000',
        },
      });
    },
  };
}

/** @param {string} file */
function starts(file) {
  if (!existsSync(file)) return false;
  // Windows' chrome.exe prints nothing for --version; Ubuntu's stub prints a hint about snap.
  if (process.platform === 'win32') return true;
  const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 30_000 });
  return status === 0 && /chrom/i.test(stdout);
}

function isDebian() {
  const file = '/etc/os-release';
  return existsSync(file) && /^ID=debian$/m.test(readFileSync(file, 'utf8'));
}
