import type { LockFile } from './lock-file.ts';

/** A published vulnerability, and the first release of the line in use that fixes it. */
export type FixedVulnerability = {
  name: string;
  fixedIn: string;
  /** The CVE number, or the GitHub advisory's if there is none. */
  advisory: string;
  what: string;
};

/**
 * The minimum versions for the lock file. From the advisories of Next, React, undici, zod, sharp
 * and Node, and of the tools that open a server, download or use the network; `npm audit`, which CI
 * runs, knows more, but not where its registry is unreachable.
 *
 * Most of the vulnerabilities in Next and React are in features Starlight does not use (Server
 * Actions, Cache Components, the image optimizer, authorization in the proxy). The minimum applies
 * anyway: that could change.
 */
export const FIXED_VULNERABILITIES: readonly FixedVulnerability[] = [
  ...vulnerabilitiesOf('next', {
    '15.2.3': { 'CVE-2025-29927': 'a request header makes Next skip the middleware' },
    '16.0.7': { 'CVE-2025-66478': 'remote code execution through Server Components' },
    '16.2.3': { 'CVE-2026-23869': 'denial of service through Server Functions' },
    '16.2.5': {
      'CVE-2026-23870': 'denial of service through Server Functions',
      'CVE-2026-44574': 'an injected route parameter bypasses the proxy',
      'CVE-2026-44575': 'segment prefetches bypass the proxy',
      'CVE-2026-44578': 'a WebSocket upgrade makes the server send requests to hosts it names',
    },
    '16.2.6': { 'CVE-2026-45109': 'segment prefetches bypass the proxy, with Turbopack' },
    '16.2.11': {
      'CVE-2026-64641': 'denial of service through Server Actions',
      'CVE-2026-64642': 'the proxy can be bypassed',
    },
    '16.3.3': {
      'CVE-2026-75604': 'remote code execution on Windows',
      'GHSA-2xp9-vwfh-vxw4': 'remote code execution in the image optimizer, with AVIF',
    },
    '16.3.8': { 'CVE-2026-94484': 'cached responses of one visitor reach another' },
    '16.4.1': {
      'CVE-2026-94482': 'denial of service through Server Actions',
      'CVE-2026-96889': 'remote code execution in the image optimizer, with SVG',
      'CVE-2026-126187': 'remote code execution through Server Components',
      'GHSA-673q-mjm6-r5xr': 'remote code execution through cached functions',
    },
    '16.4.5': {
      'CVE-2026-119347': 'the image optimizer reads SVG although it is set to refuse it',
    },
  }),
  // The vulnerabilities are in react-server-dom, which is bundled with Next; these two are released
  // with it.
  ...['react', 'react-dom'].flatMap((name) =>
    vulnerabilitiesOf(name, {
      '19.2.1': { 'CVE-2025-55182': 'remote code execution through Server Components' },
      '19.2.8': { 'CVE-2026-44907': 'denial of service through Server Functions' },
      '19.3.1': { 'CVE-2026-126187': 'remote code execution through Server Components' },
    }),
  ),
  ...vulnerabilitiesOf('undici', {
    '8.5.0': { 'CVE-2026-12151': 'unbounded memory for WebSocket frames' },
    '8.9.0': { 'CVE-2026-13697': 'disclosure and denial of service through Cache-Control' },
  }),
  ...vulnerabilitiesOf('zod', {
    '4.6.6': { 'GHSA-mrhx-c7xc-m3w5': 'unbounded memory for oversized collections' },
  }),
  ...vulnerabilitiesOf('sharp', {
    '0.35.0': { 'CVE-2026-114113': 'vulnerabilities in libvips' },
    '0.35.5': { 'GHSA-wq5f-xc86-pv6w': 'vulnerabilities in its bundled libraries' },
  }),
  // From here on: build and test tools, which run with the rights of the user who starts them.
  ...vulnerabilitiesOf('vite', {
    '8.0.5': {
      'CVE-2026-39363': 'the development server serves any file over a WebSocket',
      'CVE-2026-39364': 'the development server serves denied files',
      'CVE-2026-39365': 'the development server serves source maps from outside the project',
    },
    '8.0.16': { 'CVE-2026-53571': 'on Windows, the development server serves denied files' },
  }),
  ...vulnerabilitiesOf('vitest', {
    '3.0.5': { 'CVE-2025-24964': 'a website can run code through the API server' },
  }),
  ...vulnerabilitiesOf('playwright', {
    '1.55.1': { 'CVE-2025-59288': 'browsers are downloaded without checking certificates' },
  }),
  ...vulnerabilitiesOf('axios', {
    '1.16.0': {
      'CVE-2026-44488': 'length limits are ignored with fetch',
      'CVE-2026-44492': 'another form of an address bypasses NO_PROXY',
    },
  }),
  ...vulnerabilitiesOf('form-data', {
    '4.0.4': { 'CVE-2025-7783': 'part boundaries can be guessed' },
  }),
  ...vulnerabilitiesOf('@langchain/core', {
    '1.1.8': { 'CVE-2025-68665': 'serialized text is turned into objects and can read secrets' },
  }),
  ...vulnerabilitiesOf('node', {
    '24.22.1': { 'CVE-2026-111497': 'the Brotli decoder writes past the end of its buffer' },
  }),
];

/**
 * Vulnerabilities that are open because npm has no release that fixes them. SECURITY.md explains
 * for each why it does no harm here. Once there is a release, update to it and remove the line
 * here.
 */
export const KNOWN_TO_BE_OPEN: readonly string[] = [
  // The `node` package ended at 24.21.0 on 2026-11-22.
  'CVE-2026-111497 in node 24.21.0',
];

/**
 * Known vulnerabilities in locked packages, `CVE-… in next 16.4.4`; a missing package has all of
 * them.
 */
export function findOpenVulnerabilities(
  { packages }: LockFile,
  vulnerabilities: readonly FixedVulnerability[] = FIXED_VULNERABILITIES,
): string[] {
  return vulnerabilities.flatMap(({ name, fixedIn, advisory }) => {
    const versions = Object.entries(packages)
      .filter(([location]) => location === `node_modules/${name}` || isNested(location, name))
      .map(([, { version }]) => version ?? '0.0.0');
    return (versions.length === 0 ? ['0.0.0'] : versions)
      .filter((version) => !isAtLeast(version, fixedIn))
      .map((version) => `${advisory} in ${name} ${version}`);
  });
}

/** Whether a version is at or above the floor; a prerelease (`16.4.5-canary.1`) never is. */
export function isAtLeast(version: string, floor: string): boolean {
  const numbers = version.split('.').map(Number);
  for (const [index, minimum] of floor.split('.').map(Number).entries()) {
    const number = numbers[index] ?? 0;
    if (Number.isNaN(number)) return false;
    if (number !== minimum) return number > minimum;
  }
  return numbers.every((number) => !Number.isNaN(number));
}

function isNested(location: string, name: string): boolean {
  return location.endsWith(`/node_modules/${name}`);
}

function vulnerabilitiesOf(
  name: string,
  byFix: Record<string, Record<string, string>>,
): FixedVulnerability[] {
  return Object.entries(byFix).flatMap(([fixedIn, advisories]) =>
    Object.entries(advisories).map(([advisory, what]) => ({ name, fixedIn, advisory, what })),
  );
}
