import { describe, expect, it } from 'vitest';
import { findChromium } from '../../../scripts/suites/find-chromium.mjs';

type Machine = NonNullable<Parameters<typeof findChromium>[0]['machine']>;

const playwrightPath = '/cache/playwright/chrome';

/**
 * A machine on which the commands in `present` start, and on which running a command adds what
 * `installs` says.
 */
function machineWith(
  present: string[],
  options: Partial<Machine> & { installs?: (command: string) => string[] } = {},
): Machine & { ran: string[] } {
  const started = new Set(present);
  const ran: string[] = [];
  const { installs = () => [], ...overrides } = options;
  return {
    env: { NODE_ENV: 'test' },
    starts: (file) => started.has(file),
    playwrightPath: () => playwrightPath,
    isRoot: false,
    isDebian: false,
    run: (file, args) => {
      const command = [file.replace(/^.*node[^/]*$/, 'node'), ...args].join(' ');
      ran.push(command.replace(/\S*cli\.js/, 'playwright'));
      for (const path of installs(command)) started.add(path);
    },
    ...overrides,
    ran,
  };
}

describe('the search for Chromium', () => {
  it('takes the one that STARLIGHT_CHROMIUM names before any other', () => {
    const machine = machineWith(['/opt/mine', '/usr/bin/chromium'], {
      env: { NODE_ENV: 'test', STARLIGHT_CHROMIUM: '/opt/mine' },
    });
    expect(findChromium({ install: false, machine })).toBe('/opt/mine');
  });

  it('does not silently take another when the named one does not start', () => {
    const machine = machineWith(['/usr/bin/chromium'], {
      env: { NODE_ENV: 'test', STARLIGHT_CHROMIUM: '/opt/gone' },
    });
    expect(() => findChromium({ install: true, machine })).toThrow(
      /STARLIGHT_CHROMIUM is \/opt\/gone/,
    );
  });

  it('prefers the system’s to Playwright’s', () => {
    const machine = machineWith([playwrightPath, '/usr/bin/google-chrome']);
    expect(findChromium({ install: false, machine })).toBe('/usr/bin/google-chrome');
    expect(findChromium({ install: false, machine: machineWith([playwrightPath]) })).toBe(
      playwrightPath,
    );
  });

  it('installs nothing unless asked, and says what to install', () => {
    const machine = machineWith([], { isRoot: true, isDebian: true });
    expect(() => findChromium({ install: false, machine })).toThrow(
      /npx playwright install --with-deps chromium\n.*apt-get install chromium/,
    );
    expect(machine.ran).toEqual([]);
  });

  it('installs nothing if one is found', () => {
    const machine = machineWith(['/usr/bin/chromium'], { isRoot: true, isDebian: true });
    findChromium({ install: true, machine });
    expect(machine.ran).toEqual([]);
  });

  it('lets Playwright install its own', () => {
    const machine = machineWith([], { installs: () => [playwrightPath] });
    expect(findChromium({ install: true, machine })).toBe(playwrightPath);
    expect(machine.ran).toEqual(['node playwright install --with-deps chromium']);
  });

  it('installs Debian’s package as root if Playwright’s download is unreachable', () => {
    const machine = machineWith([], {
      isRoot: true,
      isDebian: true,
      installs: (command) => (command.includes('apt-get install') ? ['/usr/bin/chromium'] : []),
    });
    expect(findChromium({ install: true, machine })).toBe('/usr/bin/chromium');
    expect(machine.ran.slice(1)).toEqual([
      'apt-get update',
      'apt-get install -y --no-install-recommends chromium',
    ]);
  });

  it.each([
    [
      'on systems other than Debian, where the package may be a stub',
      { isRoot: true, isDebian: false },
    ],
    ['without root', { isRoot: false, isDebian: true }],
  ])('does not use apt %s', (_, machineKind) => {
    const machine = machineWith([], machineKind);
    expect(() => findChromium({ install: true, machine })).toThrow(/none was found/);
    expect(machine.ran.filter((command) => command.startsWith('apt-get'))).toEqual([]);
  });
});
